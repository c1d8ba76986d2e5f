import { expect, test } from 'vitest';
import { weight } from '../../test/small-model.ts';
import { valueInfo } from '../format/value-info.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode } from '../graph/node.ts';
import { findHead } from './find-head.ts';
import { gatherRows } from './gather-rows.ts';
import { headRegion } from './rows-region.ts';

const graph: Graph = {
  nodes: [
    makeNode('Gather', ['embedding', 'input_ids'], 'hidden', { axis: 0 }),
    makeNode('Transpose', ['embedding'], 'turned', { perm: [1, 0] }),
    makeNode('MatMul', ['hidden', 'turned'], 'raw'),
    makeNode('Cast', ['raw'], 'logits', { to: 1 }),
  ],
  initializers: new Map([['embedding', weight('embedding', [40, 8])]]),
  inputs: [valueInfo('input_ids', 'int64', ['batch', 'sequence'])],
  outputs: [valueInfo('logits', 'float32', ['batch', 'sequence', 40])],
  values: [],
  opset: 18,
};

test('the head is there again, for the gathered rows', () => {
  const head = findHead(graph, 'logits');
  expect(head).toEqual({ hidden: 'hidden', entry: 'hidden', nodes: [2, 3] });
  const { graph: gathered, logits } = gatherRows(graph, headRegion(head), 'logits', 'rows');
  const lines = gathered.nodes.map(
    ({ opType, input, output }) => `${opType}(${input.join(', ')}) → ${output.join(', ')}`,
  );
  expect(lines).toEqual([
    'Gather(embedding, input_ids) → hidden',
    'Transpose(embedding) → turned',
    'MatMul(hidden, turned) → raw',
    'Cast(raw) → logits',
    'GatherND(hidden, rows) → reagent/gathered/hidden',
    'Reshape(reagent/gathered/hidden, reagent/sizes_row_of_one) → reagent/rows/hidden',
    'MatMul(reagent/rows/hidden, turned) → reagent/rows/raw',
    'Cast(reagent/rows/raw) → reagent/rows/logits',
    `Reshape(reagent/rows/logits, reagent/sizes_matrix) → ${logits}`,
  ]);
});

test('the graph that was given is as it was', () => {
  const before = graph.nodes.map(({ input }) => [...input]);
  gatherRows(graph, headRegion(findHead(graph, 'logits')), 'logits', 'rows');
  expect(graph.nodes.map(({ input }) => [...input])).toEqual(before);
});
