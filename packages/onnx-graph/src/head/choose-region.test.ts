import { expect, test } from 'vitest';
import { weight } from '../../test/small-model.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import { valueInfo } from '../format/value-info.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode } from '../graph/node.ts';
import { chooseRegion } from './choose-region.ts';
import { findHead } from './find-head.ts';

/** A layer without attention: what comes before it stands for that. */
const before = [
  makeNode('Gather', ['embedding', 'input_ids'], 'embedded', { axis: 0 }),
  makeNode('CumSum', ['embedded', 'axis'], 'mixed'),
];
const layer = [
  makeNode('MatMul', ['mixed', 'up'], 'wide'),
  makeNode('Tanh', ['wide'], 'bent'),
  makeNode('MatMul', ['bent', 'down'], 'narrow'),
  makeNode('Add', ['narrow', 'mixed'], 'hidden'),
];
const head = [makeNode('MatMul', ['hidden', 'head'], 'logits')];

function region(nodes: readonly NodeProto[]): {
  readonly operators: readonly string[];
  readonly gathered: readonly string[];
} {
  const weights = [
    weight('embedding', [40, 8]),
    weight('up', [8, 16]),
    weight('down', [16, 8]),
    weight('head', [8, 40]),
  ];
  const graph: Graph = {
    nodes,
    initializers: new Map(['embedding', 'up', 'down', 'head'].map((name, index) => [name, weights[index]!])),
    inputs: ['input_ids', 'axis', 'factor'].map((name) => valueInfo(name, 'int64', ['batch', 'sequence'])),
    outputs: [valueInfo('logits', 'float32', ['batch', 'sequence', 40])],
    values: [],
    opset: 18,
  };
  const found = chooseRegion(graph, findHead(graph, 'logits'), 'logits');
  return { operators: found.nodes.map((index) => nodes[index]!.opType), gathered: found.gathered };
}

const headAlone = { operators: ['MatMul'], gathered: ['hidden'] };

test('goes back through what treats positions singly, to what others read too', () => {
  expect(region([...before, ...layer, ...head])).toEqual({
    operators: ['MatMul', 'Tanh', 'MatMul', 'Add', 'MatMul'],
    gathered: ['mixed'],
  });
});

test('goes through parts of a position’s own numbers, and not through parts of the positions', () => {
  const gatedAlong = (axis: number): readonly NodeProto[] => [
    makeNode('MatMul', ['mixed', 'up'], 'wide'),
    Object.assign(makeNode('Split', ['wide'], 'gate', { axis, num_outputs: 2 }), { output: ['gate', 'value'] }),
    makeNode('Sigmoid', ['gate'], 'opened'),
    makeNode('Mul', ['opened', 'value'], 'bent'),
    ...layer.slice(2),
  ];
  expect(region([...before, ...gatedAlong(-1), ...head])).toEqual({
    operators: ['MatMul', 'Split', 'Sigmoid', 'Mul', 'MatMul', 'Add', 'MatMul'],
    gathered: ['mixed'],
  });
  expect(region([...before, ...gatedAlong(1), ...head]).gathered).toEqual(['mixed', 'value', 'gate']);
});

test('stops at what may mix positions', () => {
  const mixing = layer.with(1, makeNode('Softmax', ['wide'], 'bent'));
  expect(region([...before, ...mixing, ...head])).toEqual({
    operators: ['MatMul', 'Add', 'MatMul'],
    gathered: ['mixed', 'bent'],
  });
});

test('stays with the head where a factor has no positions', () => {
  const fromInput = layer.with(1, makeNode('Mul', ['wide', 'factor'], 'bent'));
  expect(region([...before, ...fromInput, ...head])).toEqual(headAlone);
  const sizes = [makeNode('Shape', ['mixed'], 'sizes'), makeNode('Cast', ['sizes'], 'factor_of_sizes', { to: 1 })];
  const fromSizes = layer.with(1, makeNode('Mul', ['wide', 'factor_of_sizes'], 'bent'));
  expect(region([...before, ...sizes, ...fromSizes, ...head])).toEqual(headAlone);
});

test('stays with the head where the layer would be computed twice', () => {
  // what is embedded is read past the layer by its size, and so is the layer
  const nodes = [
    ...before,
    ...layer.slice(0, 3),
    makeNode('Shape', ['narrow'], 'sizes'),
    makeNode('Expand', ['mixed', 'sizes'], 'expanded'),
    makeNode('Add', ['narrow', 'expanded'], 'hidden'),
    ...head,
  ];
  expect(region(nodes)).toEqual(headAlone);
});

test('stays with the head in dynamically quantised graphs', () => {
  const quantise = makeNode('DynamicQuantizeLinear', ['embedded'], 'bytes');
  expect(region([before[0]!, quantise, before[1]!, ...layer, ...head])).toEqual(headAlone);
});
