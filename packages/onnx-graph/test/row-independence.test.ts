import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { editCausalModel, type EditOptions } from '../src/index.ts';
import { fixtures, type ModelUnderTest } from './model-under-test.ts';
import { pytorchAgreement } from './pytorch-agreement.ts';
import { aloneAndInBatch } from './row-independence.ts';
import { openEdited } from './run-models.ts';

async function difference(model: ModelUnderTest, options: EditOptions = {}): Promise<number> {
  const edit = editCausalModel(readFileSync(model.path), options);
  if (!edit.edited) throw new Error(edit.reason);
  const session = await openEdited(model, edit.bytes, edit.description);
  const found = await aloneAndInBatch(model, session);
  await session.close();
  return found;
}

const coupled = fixtures.filter(({ name }) => /quantized/.test(name));
const independent = fixtures.filter((model) => !coupled.includes(model));

test.each(independent)('$name: a row alone and in a batch gets the same bits', async (model) => {
  expect(await difference(model)).toBe(0);
  expect(await difference(model, { rowsFrom: 'last-layer' })).toBe(0);
});

test.each(coupled)('$name: a row depends on its neighbours, and does not with a scale per row', async (model) => {
  expect(await difference(model)).toBeGreaterThan(1e-3);
  expect(await difference(model, { quantization: 'scale-per-row' })).toBe(0);
});

test.each(coupled)('$name: with a scale per row nothing couples the rows, and the description says so', (model) => {
  const edit = editCausalModel(readFileSync(model.path), { quantization: 'scale-per-row' });
  expect(edit).toMatchObject({ edited: true, description: { coupledBy: {} } });
});

test.each(coupled)('$name: a scale per row is no further from PyTorch than quantising goes', async (model) => {
  const edit = editCausalModel(readFileSync(model.path), { quantization: 'scale-per-row' });
  if (!edit.edited) throw new Error(edit.reason);
  const session = await openEdited(model, edit.bytes, edit.description);
  const found = await pytorchAgreement(model, session, edit.description);
  await session.close();
  expect(found.logProbability).toBeLessThan(0.2); // as exported: 0.08, 0.10 and 0.11
});
