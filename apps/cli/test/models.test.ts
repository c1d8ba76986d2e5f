import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseResult } from '@reagent/result-schema';
import { expect, test } from 'vitest';
import { reagent } from './in-process.ts';

const folder = join(dirname(fileURLToPath(import.meta.resolve('@reagent/tiny/package.json'))), 'models');
const model = ['--model', join(folder, 'causal-lm'), '--dtype', 'fp32'];
const masked = ['--masked-model', join(folder, 'masked-lm')];
const call = ['The capital of France is', '--max-evaluations', '20', '--json', '-'];

test('models by their folders are the models that come along', async () => {
  const own = parseResult((await reagent(...call, ...model, ...masked)).stdout);
  const embedded = parseResult((await reagent(...call)).stdout);
  expect(own.effect).toEqual(embedded.effect);
  expect(own.provenance.backend).toMatch(/^causal-lm:fp32:/);
  const mixed = parseResult((await reagent(...call, ...masked, '--masked-dtype', 'fp32')).stdout);
  expect(mixed.effect).toEqual(embedded.effect);
});

test('without a masked model tokens are replaced by random ones, which is said', async () => {
  const { stdout, stderr } = await reagent(...call, ...model);
  expect(parseResult(stdout).provenance.replacer).toBe('random');
  expect(stderr).toContain('reagent: no --masked-model was given: tokens are replaced by random ones');
});

test('a replacer without its model is refused', async () => {
  const { code, stderr } = await reagent(...call, ...model, '--replacer', 'roberta');
  expect(stderr).toContain('--replacer roberta needs a masked model: give --masked-model <model> [INVALID_OPTION]');
  expect(code).toBe(2);
});
