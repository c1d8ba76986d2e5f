import { randomStream, type PrepareRequest, type Random } from '@reagent/core';
import { createToyTokenizer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { createRandomReplacer, type RandomReplacerOptions } from './index.ts';

const tokenizer = { ...createToyTokenizer({ words: ['a', 'b', 'c', 'd', 'e', 'f'] }), unusedIds: [5] };
const context: PrepareRequest = { tokens: Int32Array.of(2, 3), units: Int32Array.of(0, -1), tokenizer };
const draws = 4000;

function stream(step: number): Random {
  return randomStream({ seed: 5, probe: 0, step, purpose: 'substitutes' });
}

/** How often each token was drawn for the first position. */
async function counts(options?: RandomReplacerOptions): Promise<Map<number, number>> {
  const prepared = await createRandomReplacer(options).prepare(context);
  const random = Array.from({ length: draws }, (_, step) => stream(step));
  const replaced = await prepared.replace({ masks: new Uint8Array(draws).fill(1), random });
  const counted = new Map<number, number>();
  replaced.ids.forEach((id, index) => {
    if (index % 2 === 0) counted.set(id, (counted.get(id) ?? 0) + 1);
  });
  return counted;
}

describe('createRandomReplacer', () => {
  it.each([
    [false, [0, 1, 3, 4]],
    [true, [0, 1, 2, 3, 4]],
  ])('draws every ordinary token equally often (the original too: %s)', async (allowOriginal, tokens) => {
    const counted = await counts({ allowOriginal });
    expect([...counted.keys()].sort((a, b) => a - b)).toEqual(tokens);
    const expected = draws / tokens.length;
    const chiSquared = [...counted.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(23.5); // exceeded with a probability of 1e-4 at four degrees of freedom
  });

  it('leaves the original out by default, and says so', async () => {
    expect((await counts()).has(2)).toBe(false);
    expect(createRandomReplacer().options).toEqual({ allowOriginal: false });
    expect(createRandomReplacer({ allowOriginal: true }).options).toEqual({ allowOriginal: true });
  });

  it('refuses options that it does not have', () => {
    for (const options of [{ allowOriginal: 1 }, { original: true }]) {
      expect(() => createRandomReplacer(options as RandomReplacerOptions)).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', plugin: 'random' }),
      );
    }
  });
});
