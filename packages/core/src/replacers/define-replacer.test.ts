import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineReplacer } from './define-replacer.ts';
import { randomStream, type Random } from '../recursion/random.ts';
import type { PrepareRequest } from '../interfaces/replacer.ts';
import { row } from '../interfaces/token-matrix.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';

function vocabulary(size: number, special: readonly number[] = [0], unusedIds: readonly number[] = []): Tokenizer {
  return {
    vocabularySize: size,
    specialTokens: new Map(special.map((id) => [`<${id}>`, id])),
    unusedIds,
  } as unknown as Tokenizer;
}

function stream(probe: number, step = 0): Random {
  return randomStream({ seed: 1, probe, step, purpose: 'substitutes' });
}

const context: PrepareRequest = {
  tokens: Int32Array.of(0, 5, 6, 7),
  units: Int32Array.of(-1, 0, 1, 1),
  tokenizer: vocabulary(10, [0, 1], [9]),
};

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

describe('defineReplacer', () => {
  it('replaces the tokens of the masked units only', async () => {
    const prepared = await uniform.prepare(context);
    const replaced = await prepared.replace({
      masks: Uint8Array.of(1, 0, 0, 1, 0, 0),
      random: [1, 2, 3].map((p) => stream(p)),
    });
    expect(replaced).toMatchObject({ rows: 3, length: 4 });
    expect([...row(replaced, 0)].map((id, at) => id === context.tokens[at])).toEqual([true, false, true, true]);
    expect([...row(replaced, 1)].map((id, at) => id === context.tokens[at])).toEqual([true, true, false, false]);
    expect([...row(replaced, 2)]).toEqual([...context.tokens]);
    expect([...context.tokens]).toEqual([0, 5, 6, 7]);
  });

  it('draws every candidate but the original, and nothing else', async () => {
    const prepared = await uniform.prepare(context);
    const drawn = new Set<number>();
    for (let step = 0; step < 300; step++) {
      const replaced = await prepared.replace({ masks: Uint8Array.of(1, 0), random: [stream(0, step)] });
      drawn.add(replaced.ids[1] as number);
    }
    expect([...drawn].sort()).toEqual([2, 3, 4, 6, 7, 8]);
  });

  it('gives a row the same draw whatever the rows beside it', async () => {
    const prepared = await uniform.prepare(context);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { minLength: 1 }),
        async (rows) => {
          const together = await prepared.replace({
            masks: Uint8Array.from(rows.flat()),
            random: rows.map((_, probe) => stream(probe)),
          });
          for (const [probe, masks] of rows.entries()) {
            const alone = await prepared.replace({ masks: Uint8Array.from(masks), random: [stream(probe)] });
            expect([...row(together, probe)]).toEqual([...alone.ids]);
          }
        },
      ),
    );
  });

  it('keeps the original where it may', async () => {
    const keep = defineReplacer('keep', ({ token }) => token, { allowOriginal: true });
    const replaced = await (await keep.prepare(context)).replace({ masks: Uint8Array.of(1, 1), random: [stream(0)] });
    expect([...replaced.ids]).toEqual([...context.tokens]);
    expect(keep.options).toEqual({ allowOriginal: true });
  });

  it.each([
    ['an id outside the vocabulary', () => 10],
    ['a negative id', () => -1],
    ['a fraction', () => 2.5],
    ['nothing', () => undefined],
    ['always a special token', () => 1],
    ['always an unused id', () => 9],
    ['always the original', ({ token }: { token: number }) => token],
  ])('refuses a function that returns %s', async (_, draw) => {
    const prepared = await defineReplacer('broken', draw).prepare(context);
    expect(() => prepared.replace({ masks: Uint8Array.of(1, 0), random: [stream(0)] })).toThrow(
      expect.objectContaining({ code: 'PLUGIN_BROKE_RULE', plugin: 'broken' }),
    );
  });

  it('pins a unit with a token that has no substitute', async () => {
    const noSeven = defineReplacer('no-seven', () => 2, { replaceable: ({ token }) => token !== 7 });
    const prepared = await noSeven.prepare(context);
    expect([...prepared.replaceable]).toEqual([1, 0]);
    expect(prepared.report).toEqual({ coverage: 0.5, proposals: 0, fallbacks: 0 });
    expect(() => prepared.replace({ masks: Uint8Array.of(0, 1), random: [stream(0)] })).toThrow(/unit 1/);
  });

  it('pins everything where the vocabulary has nothing to give', async () => {
    const one: PrepareRequest = { tokens: Int32Array.of(1), units: Int32Array.of(0), tokenizer: vocabulary(2) };
    expect([...(await uniform.prepare(one)).replaceable]).toEqual([0]);
  });

  it('takes a context in which every position is pinned', async () => {
    const prepared = await uniform.prepare({ ...context, units: Int32Array.of(-1, -1, -1, -1) });
    expect(prepared.replaceable).toHaveLength(0);
    expect(prepared.report.coverage).toBe(1);
    const replaced = await prepared.replace({ masks: new Uint8Array(0), random: [stream(0), stream(1)] });
    expect([...replaced.ids]).toEqual([...context.tokens, ...context.tokens]);
  });

  it('refuses masks of the wrong size', async () => {
    const prepared = await uniform.prepare(context);
    expect(() => prepared.replace({ masks: Uint8Array.of(1), random: [stream(0)] })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it('does not let the function change the context', async () => {
    const vandal = defineReplacer('vandal', ({ tokens }) => (tokens.fill(3), 2));
    const tokens = context.tokens.slice();
    const prepared = await vandal.prepare({ ...context, tokens });
    const replaced = await prepared.replace({ masks: Uint8Array.of(1, 0, 1, 0), random: [stream(0), stream(1)] });
    expect([...replaced.ids]).toEqual([0, 2, 6, 7, 0, 2, 6, 7]);
    expect([...tokens]).toEqual([0, 5, 6, 7]);
  });

  it('ends with the reason of an aborted signal', async () => {
    const prepared = await uniform.prepare(context);
    const signal = AbortSignal.abort(new Error('enough'));
    expect(() => prepared.replace({ masks: Uint8Array.of(1, 0), random: [stream(0)], signal })).toThrow('enough');
    expect(() => uniform.prepare({ ...context, signal })).toThrow('enough');
  });
});
