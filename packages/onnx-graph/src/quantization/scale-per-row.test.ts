import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { agreement } from '../../test/agreement.ts';
import { fixtures, type ModelUnderTest } from '../../test/model-under-test.ts';
import { smallModel, tensor, weight } from '../../test/small-model.ts';
import { readModelFile, writeModelFile } from '../format/model-file.ts';
import { valueInfo } from '../format/value-info.ts';
import { graphOf, protoOf, type Graph } from '../graph/graph.ts';
import { makeNode } from '../graph/node.ts';
import { scalePerRow } from './scale-per-row.ts';

/** The whole graph with a scale per row: what an edited one must agree with. */
function repairedWhole(bytes: Uint8Array): Uint8Array {
  const { model, graph } = readModelFile(bytes);
  const opset = Number(model.opsetImport.find(({ domain }) => domain === '')!.version);
  return writeModelFile({ model, graph: protoOf(scalePerRow(graphOf(graph, opset)), graph) });
}

const quantised: readonly ModelUnderTest[] = fixtures.filter(({ name }) => /quantized/.test(name));

test.each(quantised)('$name: with a scale per row the edited graph gives what the whole one gives', async (model) => {
  const found = await agreement(
    model,
    { quantization: 'scale-per-row' },
    { whole: repairedWhole(readFileSync(model.path)) },
  );
  expect(found.compared).toBeGreaterThan(30);
  expect(found.logProbability).toBeLessThan(1e-6);
  expect(found.logOdds).toBeLessThan(1e-6);
  expect(found.ranks).toBe(0);
});

function quantisedGraph(extra: readonly ReturnType<typeof makeNode>[], outputs: readonly string[]): Graph {
  const quantise = makeNode('DynamicQuantizeLinear', ['values'], 'bytes');
  quantise.output.push('scale', 'zero');
  const bytes = smallModel({
    nodes: [
      quantise,
      makeNode('MatMulInteger', ['bytes', 'weights', 'zero', 'weights_zero'], 'sums'),
      makeNode('Cast', ['sums'], 'floats', { to: 1 }),
      makeNode('Mul', ['scale', 'weights_scale'], 'scales'),
      makeNode('Mul', ['floats', 'scales'], 'result'),
      ...extra,
    ],
    inputs: [valueInfo('values', 'float32', ['batch', 8])],
    outputs: outputs.map((name) => valueInfo(name, 'float32', ['batch', 4])),
    weights: [
      weight('weights', [8, 4], 'uint8'),
      tensor('weights_zero', 'uint8', [], Uint8Array.of(128)),
      tensor('weights_scale', 'float32', [], new Uint8Array(Float32Array.of(0.01).buffer)),
    ],
  });
  return graphOf(readModelFile(bytes).graph, 18);
}

const operators = (graph: Graph): readonly string[] => scalePerRow(graph).nodes.map(({ opType }) => opType);

test('a scale that is used for anything else is left alone', () => {
  expect(operators(quantisedGraph([], ['result']))).not.toContain('DynamicQuantizeLinear');
  const used = makeNode('Add', ['scale', 'weights_scale'], 'other');
  expect(operators(quantisedGraph([used], ['result', 'other']))).toContain('DynamicQuantizeLinear');
  expect(operators(quantisedGraph([], ['result', 'scale']))).toContain('DynamicQuantizeLinear');
  const product = makeNode('MatMulInteger', ['bytes', 'bytes'], 'square');
  expect(operators(quantisedGraph([product], ['result', 'square']))).toContain('DynamicQuantizeLinear');
});
