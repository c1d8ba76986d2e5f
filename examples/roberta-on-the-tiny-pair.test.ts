import { randomStream, row, type PrepareRequest } from '@reagent/core';
import { createRobertaReplacer, type RobertaReplacerOptions } from '@reagent/replacer-roberta';
import { testReplacer } from '@reagent/testing';
import { createTinyModels } from '@reagent/tiny';
import { afterAll, describe, expect, it } from 'vitest';

// Here, because a package of plug-ins knows core and testing only.
const { backend, maskedModel, dispose } = await createTinyModels();
afterAll(dispose);
const { tokenizer } = backend;

/** All that the pair has learned the capitals of, beside France. */
const countries = [
  'Germany',
  'Italy',
  'Spain',
  'England',
  'Japan',
  'China',
  'Russia',
  'Greece',
  'Egypt',
  'Cuba',
  'Norway',
  'Sweden',
  'Finland',
  'Poland',
  'Austria',
  'Hungary',
  'Portugal',
  'Ireland',
  'Canada',
  'Iran',
  'Iraq',
  'Kenya',
  'Peru',
  'Turkey',
  'Thailand',
  'Denmark',
  'Belgium',
];

function prepareRequest(text: string): PrepareRequest {
  const special = new Set(tokenizer.specialTokens.values());
  const tokens = Int32Array.from(tokenizer.encode(text).ids);
  let unit = 0;
  return { tokens, units: tokens.map((id) => (special.has(id) ? -1 : unit++)), tokenizer };
}

/** What is drawn in 100 rows for the token `word`, when it alone is replaced. */
async function substitutes(word: string, options: Omit<RobertaReplacerOptions, 'maskedModel'>): Promise<string[]> {
  const request = prepareRequest('The capital of France is');
  const position = request.tokens.findIndex((id) => tokenizer.decode([id]).trim() === word);
  const prepared = await createRobertaReplacer({ maskedModel, ...options }).prepare(request);
  const mask = Array.from(prepared.replaceable, (_, unit) => (unit === request.units[position] ? 1 : 0));
  const random = Array.from({ length: 100 }, (_, probe) =>
    randomStream({ seed: 1, probe, step: 1, purpose: 'substitutes' }),
  );
  const replaced = await prepared.replace({ masks: Uint8Array.from(random.flatMap(() => mask)), random });
  return random.map((_, index) => tokenizer.decode([row(replaced, index)[position] as number]).trim());
}

describe('on the embedded pair of models', () => {
  it.each(['single', 'joint'] as const)('%s draws other countries for a country', async (strategy) => {
    const drawn = await substitutes('France', { strategy });
    expect(drawn).not.toContain('France');
    expect(drawn.filter((word) => countries.includes(word)).length).toBeGreaterThan(50);
    expect(new Set(drawn).size).toBeGreaterThan(5);
  });

  it('argmax takes one and the same', async () => {
    expect(new Set(await substitutes('France', { strategy: 'argmax', allowOriginal: false })).size).toBe(1);
  });

  it.each(['single', 'joint'] as const)('%s draws the same tokens whatever the size of batches', async (strategy) => {
    const [alone, together] = [1, 16].map((batchSize) => substitutes('capital', { strategy, batchSize }));
    expect(await together).toEqual(await alone);
  });

  it('takes a text longer than the masked model', async () => {
    const { tokens } = prepareRequest('The capital of France is Paris. '.repeat(60));
    expect(tokens.length).toBeGreaterThan(maskedModel.maxContext);
    const last = tokens.length - 1;
    const units = tokens.map((_, position) => [1, 200, last].indexOf(position)); // few units, since each costs a pass
    const prepared = await createRobertaReplacer({ maskedModel }).prepare({ tokens, units, tokenizer });
    expect(prepared.report).toEqual({ coverage: 1, proposals: 3, fallbacks: 0, kept: 0 });
  });
});

for (const strategy of ['single', 'joint'] as const) {
  testReplacer({
    describe,
    it,
    title: strategy,
    tokenizer,
    create: () => createRobertaReplacer({ maskedModel, strategy }),
  });
}
