import { expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { fixture, fixtures } from './model-under-test.ts';

/** Half precision: its numbers are 1e-3 apart near 1, and the rows' products are rounded in another order. */
const half = fixtures.filter(({ name }) => /fp16/.test(name));
/** A head that quantises its input with one scale over all rows: it is then a scale over the asked rows. */
const coupledHead = [fixture('llama2/model_quantized.onnx')];
const exact = fixtures.filter((model) => !half.includes(model) && !coupledHead.includes(model));

test.each(exact)('$name: the edited graph gives what the whole graph gives, to the last bits', async (model) => {
  const found = await agreement(model);
  expect(found.compared).toBeGreaterThan(30);
  expect(found.logProbability).toBeLessThan(1e-6);
  expect(found.logOdds).toBeLessThan(1e-6);
  expect(found.ranks).toBe(0);
});

test.each(exact)('$name: and in float32 to 2e-6', async (model) => {
  const found = await agreement(model, { precision: 'float32' });
  expect(found.logProbability).toBeLessThan(2e-6);
  expect(found.logOdds).toBeLessThan(2e-6);
  expect(found.ranks).toBe(0);
});

test.each(exact)('$name: and with rows from the last layer on', async (model) => {
  const found = await agreement(model, { rowsFrom: 'last-layer' });
  expect(found.compared).toBeGreaterThan(30);
  expect(found.logProbability).toBeLessThan(1e-6);
  expect(found.logOdds).toBeLessThan(1e-6);
  expect(found.ranks).toBe(0);
});

test.each(half)('$name: within half precision', async (model) => {
  const found = await agreement(model);
  expect(found.logProbability).toBeLessThan(2e-3);
  expect(found.logOdds).toBeLessThan(2e-3);
});

test.each(coupledHead)('$name: within the head’s change of scale', async (model) => {
  const found = await agreement(model);
  expect(found.logProbability).toBeLessThan(2e-2);
  expect(found.logOdds).toBeLessThan(2e-2);
});
