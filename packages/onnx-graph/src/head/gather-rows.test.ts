import { expect, test } from 'vitest';
import { weight } from '../../test/small-model.ts';
import { valueInfo } from '../format/value-info.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode } from '../graph/node.ts';
import { findHead } from './find-head.ts';
import { gatherRows } from './gather-rows.ts';

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
  values: [
    valueInfo('hidden', 'float32', ['batch', 'sequence', 8]),
    valueInfo('raw', 'float32', ['batch', 'sequence', 40]),
  ],
  opset: 18,
};

test('the head reads the gathered rows, and comes after them', () => {
  const head = findHead(graph, 'logits');
  expect(head).toEqual({ hidden: 'hidden', entry: 'hidden', nodes: [2, 3] });
  const { graph: gathered, logits } = gatherRows(graph, head, 'logits', 'rows');
  const lines = gathered.nodes.map(
    ({ opType, input, output }) => `${opType}(${input.join(', ')}) → ${output.join(', ')}`,
  );
  expect(lines).toEqual([
    'Gather(embedding, input_ids) → hidden',
    'Transpose(embedding) → turned',
    'GatherND(hidden, rows) → reagent/row',
    'Unsqueeze(reagent/row, reagent/axis_1) → reagent/row_of_one',
    'MatMul(reagent/row_of_one, turned) → raw',
    'Cast(raw) → logits',
    `Reshape(logits, reagent/sizes) → ${logits}`,
  ]);
});

test('sizes that hold no more are not claimed any more', () => {
  const { graph: gathered } = gatherRows(graph, findHead(graph, 'logits'), 'logits', 'rows');
  expect(gathered.values.map(({ name }) => name)).toEqual(['hidden']);
});

test('the graph that was given is as it was', () => {
  const before = graph.nodes.map(({ input }) => [...input]);
  gatherRows(graph, findHead(graph, 'logits'), 'logits', 'rows');
  expect(graph.nodes.map(({ input }) => [...input])).toEqual(before);
});
