import { readFileSync } from 'node:fs';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { attribute, primary } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { testReplacer } from '@reagent/testing';
import { createTinyModels, type TinyModels } from '@reagent/tiny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSmolLM2Built, smollm2Folder } from '../smollm2/build-smollm2.mjs';
import { coverageOf } from './coverage.ts';
import { texts } from './texts.ts';
import { tokenizerOf } from './tokenizer-folder.ts';

// A model of 49,152 tokens, and a masked model of 2,560 that were made from other texts.
const isBuilt = isSmolLM2Built();
const readme = new URL('../../packages/replacer-roberta/README.md', import.meta.url);

describe.skipIf(!isBuilt)('tiny for SmolLM2, which npm run models:smollm2 builds', { timeout: 300_000 }, () => {
  let tiny: TinyModels;
  beforeAll(async () => {
    tiny = await createTinyModels();
  });
  afterAll(() => tiny.dispose());

  it('covers what the README says', async () => {
    const { relation, ...coverage } = await coverageOf(tiny.maskedModel, tokenizerOf(smollm2Folder), texts);
    const shares = [coverage.vocabulary, coverage.running, coverage.fallbacks];
    const cells = ['tiny', 'smollm2', relation, ...shares.map((share) => `${(100 * share).toFixed(1)} %`)];
    const rows = readFileSync(readme, 'utf8').replaceAll(/ +/g, ' ');
    expect(rows).toContain(`| ${cells.join(' | ')} |`);
  });

  it('lets an attribution find France', async () => {
    const backend = await createOnnxNodeBackend({ model: smollm2Folder, dtype: 'fp32', batchSize: 8 });
    const replacer = createRobertaReplacer({ maskedModel: tiny.maskedModel });
    const text = 'The capital of France is';
    const result = await attribute({
      backend,
      replacer,
      stopping: criterionOf('default'),
      text,
      execution: { batchSize: 8 },
    });
    await backend.dispose();
    expect(result.targets[0]?.text).toBe(' Paris');
    expect(result.replacement).toEqual({ coverage: 1, fallbacks: 0 });
    const effects = primary(result).effect.map((effect) => effect?.estimate ?? Number.NaN);
    const [the, capital, of, france] = effects as [number, number, number, number];
    expect(france).toBeGreaterThan(3);
    expect(france).toBeGreaterThan(Math.max(the, capital, of));
    expect(capital).toBeGreaterThan(Math.max(the, of));
  });

  if (isBuilt) {
    testReplacer({
      describe,
      it,
      title: 'as a replacer',
      create: () => createRobertaReplacer({ maskedModel: tiny.maskedModel }),
      tokenizer: tokenizerOf(smollm2Folder),
    });
  }
});
