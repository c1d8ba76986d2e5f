import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture, fixtures } from '../test/model-under-test.ts';
import { editCausalModel } from './edit-model.ts';
import type { WeightProduct } from './weight-products.ts';

function products(name: string): readonly WeightProduct[] {
  const edit = editCausalModel(readFileSync(fixture(name).path));
  if (!edit.edited) throw new Error(edit.reason);
  return edit.description.products ?? [];
}

test.each(fixtures)(
  '$name: the head is computed for asked rows, the layers for every token',
  ({ name, vocabulary }) => {
    const all = products(name);
    const asked = all.filter(({ rows }) => rows === 'asked');
    const hiddenSize = name.startsWith('distilroberta') ? 24 : 32;
    expect(asked).toEqual([{ inner: hiddenSize, outer: vocabulary, rows: 'asked' }]);
    expect(all.length).toBeGreaterThan(4);
  },
);

test('OPT’s layers are counted whole', () => {
  const layer = [
    [32, 32], // query, key, value and what goes out
    [32, 32],
    [32, 32],
    [32, 32],
    [32, 64],
    [64, 32],
  ];
  const sizes = (name: string): readonly number[] =>
    products(name)
      .filter(({ rows }) => rows === 'token')
      .map(({ inner, outer }) => inner * 1000 + outer)
      .sort((a, b) => a - b);
  const expected = [...layer, ...layer].map(([inner, outer]) => inner! * 1000 + outer!).sort((a, b) => a - b);
  expect(sizes('opt/model.onnx')).toEqual(expected);
  expect(sizes('opt/model_quantized.onnx')).toEqual(expected);
});
