import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { editCausalModel, editMaskedModel } from '../src/index.ts';
import { fixture, fixtures } from './model-under-test.ts';
import { pytorchAgreement } from './pytorch-agreement.ts';
import { openEdited } from './run-models.ts';

const single = fixtures.filter(({ name }) => !/fp16|quantized|q4/.test(name));

test.each(single)('$name: edited, it agrees with PyTorch', async (model) => {
  const edit = editCausalModel(readFileSync(model.path));
  if (!edit.edited) throw new Error(edit.reason);
  const session = await openEdited(model, edit.bytes, edit.description);
  const found = await pytorchAgreement(model, session, edit.description);
  await session.close();
  expect(found.compared).toBeGreaterThanOrEqual(9);
  expect(found.logProbability).toBeLessThan(5e-6);
  expect(found.ranks).toBe(0);
});

test('a masked model’s best tokens at the masks are PyTorch’s', async () => {
  const model = fixture('distilroberta/model.onnx');
  const edit = editMaskedModel(readFileSync(model.path));
  if (!edit.edited) throw new Error(edit.reason);
  const session = await openEdited(model, edit.bytes, edit.description);
  for (const text of model.pytorch) {
    if (!('masks' in text)) throw new Error('the fixture has no masks');
    const rows = text.masks.map(({ position }) => [0, position] as const);
    const { bestIds, bestLogProbabilities } = await session.run([text.ids], { rows, bestCount: 5 });
    expect([...bestIds!]).toEqual(text.masks.flatMap(({ top5 }) => top5));
    const expected = text.masks.flatMap(({ logprobs }) => logprobs);
    expected.forEach((value, index) => expect(bestLogProbabilities![index]).toBeCloseTo(value, 5));
  }
  await session.close();
});
