import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture, fixtures } from '../test/model-under-test.ts';
import { editCausalModel } from './edit-model.ts';
import type { EditOptions } from './edit-options.ts';
import type { WeightProduct } from './weight-products.ts';

function products(name: string, options: EditOptions): readonly WeightProduct[] {
  const edit = editCausalModel(readFileSync(fixture(name).path), options);
  if (!edit.edited) throw new Error(edit.reason);
  return edit.description.products ?? [];
}

function sizes(all: readonly WeightProduct[], rows: WeightProduct['rows']): readonly string[] {
  return all
    .filter((product) => product.rows === rows)
    .map(({ inner, outer }) => `${inner} × ${outer}`)
    .sort();
}

test.each(fixtures)(
  '$name: the head is computed for asked rows, the layers for every token',
  ({ name, vocabulary }) => {
    const all = products(name, {});
    const hiddenSize = name.startsWith('distilroberta') ? 24 : 32;
    expect(sizes(all, 'asked')).toEqual([`${hiddenSize} × ${vocabulary}`]);
    expect(all.length).toBeGreaterThan(4);
  },
);

const layer = ['32 × 32', '32 × 32', '32 × 32', '32 × 32', '32 × 64', '64 × 32']; // query, key, value, out; two of the MLP

test('OPT’s layers are counted whole', () => {
  for (const name of ['opt/model.onnx', 'opt/model_quantized.onnx']) {
    expect(sizes(products(name, {}), 'token')).toEqual([...layer, ...layer].sort());
  }
});

test('of the last layer what follows attention is computed for asked rows', () => {
  const all = products('opt/model.onnx', { rowsFrom: 'last-layer' });
  expect(sizes(all, 'token')).toEqual([...layer, '32 × 32', '32 × 32', '32 × 32'].sort());
  expect(sizes(all, 'asked')).toEqual(['32 × 32', '32 × 464', '32 × 64', '64 × 32']);
});

test.each(fixtures)('$name: no product is done twice, and none is lost', ({ name }) => {
  const whole = products(name, {});
  const raised = products(name, { rowsFrom: 'last-layer' });
  expect([...sizes(raised, 'token'), ...sizes(raised, 'asked')].sort()).toEqual(
    [...sizes(whole, 'token'), ...sizes(whole, 'asked')].sort(),
  );
  if (!name.includes('quantized')) expect(sizes(raised, 'asked').length).toBeGreaterThanOrEqual(4);
  else expect(sizes(raised, 'asked')).toHaveLength(1); // the scales would be taken over other rows
});
