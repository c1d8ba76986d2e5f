import { randomStream, ReagentError, row, type PrepareRequest, type Random } from '@reagent/core';
import { createToyMaskedModel, createToyTokenizer, type ToyMaskedModel } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { createRobertaReplacer, type RobertaReplacerOptions } from './index.ts';

const tokenizer = createToyTokenizer();
const start = tokenizer.specialTokens.get('<s>') as number;
const mask = tokenizer.specialTokens.get('<mask>') as number;
const special = new Set(tokenizer.specialTokens.values());
const context: PrepareRequest = {
  tokens: Int32Array.of(start, 1, 2, 3, 4),
  units: Int32Array.of(-1, 0, 1, 1, 2),
  tokenizer,
};

function stream(probe: number): Random {
  return randomStream({ seed: 4, probe, step: 1, purpose: 'substitutes' });
}

function toy(options: Omit<RobertaReplacerOptions, 'maskedModel'> = {}, maxContext = 512) {
  const model: ToyMaskedModel = createToyMaskedModel({ maxContext });
  return { model, replacer: createRobertaReplacer({ maskedModel: model, ...options }) };
}

/** The best legal token of the toy model at a position of a row given to it. */
async function bestAt(ids: readonly number[], position: number, isLegal: (token: number) => boolean): Promise<number> {
  const model = createToyMaskedModel();
  const contexts = { rows: 1, length: ids.length, ids: Int32Array.from(ids) };
  const [proposals] = await model.propose({ contexts, positions: [[0, position]], k: tokenizer.vocabularySize });
  return [...(proposals?.tokens ?? [])].find(isLegal) as number;
}

describe('single', () => {
  it('hides each unit alone, once for a context, without the start token of the explained model', async () => {
    const { model, replacer } = toy({ topK: 3 });
    const prepared = await replacer.prepare(context);
    for (let step = 0; step < 3; step++)
      await prepared.replace({ masks: Uint8Array.of(1, 1, 1), random: [stream(step)] });
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]?.contexts).toEqual([
      [start, mask, 2, 3, 4],
      [start, 1, mask, mask, 4],
      [start, 1, 2, 3, mask],
    ]);
    expect(model.calls[0]?.positions).toEqual([
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 4],
    ]);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 3, kept: 0, fallbacks: 0 });
    expect(replacer.options).toEqual({ strategy: 'single', temperature: 1, allowOriginal: false, topK: 3 });
    expect(replacer.id).toContain(model.id);
  });

  it('does not depend on the size of batches', async () => {
    const drawn = await Promise.all(
      [1, 2, 16].map(async (batchSize) => {
        const { model, replacer } = toy({ batchSize });
        const prepared = await replacer.prepare(context);
        expect(Math.max(...model.calls.map(({ contexts }) => contexts.length))).toBeLessThanOrEqual(batchSize);
        const { ids } = await prepared.replace({
          masks: new Uint8Array(30).fill(1),
          random: Array.from({ length: 10 }, (_, probe) => stream(probe)),
        });
        return [...ids];
      }),
    );
    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[2]).toEqual(drawn[0]);
  });

  it('draws the best legal token where topK is 1', async () => {
    const { replacer } = toy({ topK: 1 });
    const prepared = await replacer.prepare(context);
    const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 0, 0), random: [stream(0)] });
    expect(ids[1]).toBe(await bestAt([start, mask, 2, 3, 4], 1, (token) => token !== 1 && !special.has(token)));
  });

  it('draws nearly always the best token at a low temperature, and often others at a high one', async () => {
    const shareOfBest = async (temperature: number): Promise<number> => {
      const prepared = await toy({ temperature }).replacer.prepare(context);
      const random = Array.from({ length: 200 }, (_, probe) => stream(probe));
      const replaced = await prepared.replace({ masks: new Uint8Array(600).fill(1), random });
      const best = await bestAt([start, mask, 2, 3, 4], 1, (token) => token !== 1 && !special.has(token));
      return random.filter((_, index) => row(replaced, index)[1] === best).length / 200;
    };
    expect(await shareOfBest(1e-3)).toBe(1);
    expect(await shareOfBest(100)).toBeLessThan(0.5);
  });

  it('takes one token alone, and a context in which all is pinned', async () => {
    const { model, replacer } = toy();
    const alone = await replacer.prepare({ tokens: Int32Array.of(7), units: Int32Array.of(0), tokenizer });
    const { ids } = await alone.replace({ masks: Uint8Array.of(1), random: [stream(0)] });
    expect(ids[0]).not.toBe(7);
    expect(model.calls[0]?.contexts).toEqual([[start, mask]]);
    const pinned = await replacer.prepare({ ...context, units: new Int32Array(5).fill(-1) });
    expect(pinned.replaceable).toHaveLength(0);
    expect(model.calls).toHaveLength(1);
  });

  it('hides a start token that is to be replaced itself', async () => {
    const { model, replacer } = toy({ topK: 1 });
    await replacer.prepare({ tokens: Int32Array.of(start, 1), units: Int32Array.of(0, 1), tokenizer });
    expect(model.calls.flatMap(({ contexts }) => contexts)).toEqual([
      [start, mask, 1],
      [start, mask],
    ]);
  });

  it('takes off special tokens at the end too, and puts the suffix of the masked model on', async () => {
    const model = createToyMaskedModel();
    const replacer = createRobertaReplacer({ maskedModel: { ...model, suffix: [9, 8] } });
    await replacer.prepare({
      tokens: Int32Array.of(start, 1, 2, start),
      units: Int32Array.of(-1, 0, 1, -1),
      tokenizer,
    });
    expect(model.calls.flatMap(({ contexts }) => contexts)).toEqual([
      [start, mask, 2, 9, 8],
      [start, 1, mask, 9, 8],
    ]);
  });

  it('takes a window around the hidden position from a text that is too long', async () => {
    const { model, replacer } = toy({}, 4); // a prefix of 1: three tokens are left
    await replacer.prepare({ tokens: Int32Array.of(0, 1, 2, 3, 4), units: Int32Array.of(0, 1, 2, 3, 4), tokenizer });
    expect(model.calls.flatMap(({ contexts }) => contexts)).toEqual([
      [start, mask, 1, 2],
      [start, 0, mask, 2],
      [start, 1, mask, 3],
      [start, 2, mask, 4],
      [start, 2, 3, mask],
    ]);
  });

  it('refuses a unit that is larger than the masked model', async () => {
    const { replacer } = toy({}, 4);
    const unit: PrepareRequest = { tokens: Int32Array.of(0, 1, 2, 3), units: new Int32Array(4), tokenizer };
    await expect(replacer.prepare(unit)).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
  });

  it('has a draw for each token, however sure the masked model is of the original', async () => {
    const model = createToyMaskedModel();
    const sure = {
      ...model,
      propose: () =>
        Promise.resolve([{ tokens: Int32Array.of(1, 5, 6), logProbabilities: Float64Array.of(0, -900, -901) }]),
    };
    const one: PrepareRequest = { tokens: Int32Array.of(1), units: Int32Array.of(0), tokenizer };
    const prepared = await createRobertaReplacer({ maskedModel: sure }).prepare(one);
    const random = Array.from({ length: 50 }, (_, probe) => stream(probe));
    const { ids } = await prepared.replace({ masks: new Uint8Array(50).fill(1), random });
    expect(new Set(ids)).toEqual(new Set([5, 6]));
  });
});

describe('argmax', () => {
  it('gives the best token, the original included, whatever the stream', async () => {
    const { replacer } = toy({ strategy: 'argmax' });
    expect(replacer.options).toEqual({ strategy: 'argmax', allowOriginal: true, topK: 1 });
    const prepared = await replacer.prepare(context);
    const replaced = await prepared.replace({ masks: new Uint8Array(9).fill(1), random: [1, 2, 3].map(stream) });
    expect([...row(replaced, 1)]).toEqual([...row(replaced, 0)]);
    expect([...row(replaced, 2)]).toEqual([...row(replaced, 0)]);
    expect(row(replaced, 0)[4]).toBe(await bestAt([start, 1, 2, 3, mask], 4, (token) => !special.has(token)));
  });

  it('can return the original', async () => {
    const best = await bestAt([start, mask, 2], 1, (token) => !special.has(token));
    const own: PrepareRequest = { tokens: Int32Array.of(best, 2), units: Int32Array.of(0, -1), tokenizer };
    const replaceFirst = async (options: Omit<RobertaReplacerOptions, 'maskedModel'>) => {
      const prepared = await toy(options).replacer.prepare(own);
      return (await prepared.replace({ masks: Uint8Array.of(1), random: [stream(0)] })).ids[0];
    };
    expect(await replaceFirst({ strategy: 'argmax' })).toBe(best);
    expect(await replaceFirst({ strategy: 'argmax', allowOriginal: false })).not.toBe(best);
  });
});

describe('joint', () => {
  it('hides all that a row replaces together, one pass a row', async () => {
    const { model, replacer } = toy({ strategy: 'joint' });
    const prepared = await replacer.prepare(context);
    expect(prepared.report.proposals).toBe(0);
    const masks = Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 1, 0);
    const replaced = await prepared.replace({ masks, random: [1, 2, 3].map(stream) });
    expect(model.calls.flatMap(({ contexts }) => contexts)).toEqual([
      [start, mask, 2, 3, mask],
      [start, 1, mask, mask, 4],
    ]);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 2, fallbacks: 0 });
    expect([...row(replaced, 1)]).toEqual([...context.tokens]);
    const changed = (index: number) => [...row(replaced, index)].map((id, at) => id !== context.tokens[at]);
    expect(changed(0)).toEqual([false, true, false, false, true]);
    expect(changed(2)).toEqual([false, false, true, true, false]);
  });

  it('draws from what the model says of the whole row', async () => {
    const { replacer } = toy({ strategy: 'joint', topK: 1 });
    const prepared = await replacer.prepare(context);
    const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 0, 1), random: [stream(0)] });
    const legal = (original: number) => (token: number) => token !== original && !special.has(token);
    expect(ids[1]).toBe(await bestAt([start, mask, 2, 3, mask], 1, legal(1)));
    expect(ids[4]).toBe(await bestAt([start, mask, 2, 3, mask], 4, legal(4)));
  });

  it('gives a row the same draw whatever the rows beside it', async () => {
    const prepared = await toy({ strategy: 'joint' }).replacer.prepare(context);
    const masks = [Uint8Array.of(1, 1, 0), Uint8Array.of(0, 0, 1), Uint8Array.of(1, 0, 1)];
    const together = await prepared.replace({
      masks: Uint8Array.from(masks.flatMap((one) => [...one])),
      random: [1, 2, 3].map(stream),
    });
    for (const [index, own] of masks.entries()) {
      const alone = await prepared.replace({ masks: own, random: [stream(index + 1)] });
      expect([...alone.ids]).toEqual([...row(together, index)]);
    }
  });

  it('refuses a text that does not fit into the masked model before the run begins', async () => {
    const { replacer } = toy({ strategy: 'joint' }, 4);
    const prepare = async (units: readonly number[]) => replacer.prepare({ ...context, units: Int32Array.from(units) });
    await expect(prepare([-1, 0, 1, 1, 2])).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    await expect(prepare([-1, -1, 0, 0, 1])).resolves.toMatchObject({ report: { coverage: 1 } });
    await expect(prepare([-1, -1, -1, -1, -1])).resolves.toMatchObject({ report: { coverage: 1 } });
  });
});

describe('every strategy', () => {
  const strategies = ['single', 'joint', 'argmax'] as const;

  it.each(strategies)('%s: stops between batches when aborted', async (strategy) => {
    const model = createToyMaskedModel();
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborting = {
      ...model,
      propose: (request: Parameters<typeof model.propose>[0]) => {
        controller.abort(reason);
        return model.propose({ contexts: request.contexts, positions: request.positions, k: request.k });
      },
    };
    const replacer = createRobertaReplacer({ maskedModel: aborting, strategy, batchSize: 1 });
    const { signal } = controller;
    const run = async () => {
      const prepared = await replacer.prepare({ ...context, signal });
      await prepared.replace({ masks: Uint8Array.of(1, 1, 1, 1, 1, 1), random: [stream(0), stream(1)], signal });
    };
    await expect(run()).rejects.toBe(reason);
    expect(model.calls).toHaveLength(1);
  });

  it.each(strategies)('%s: refuses a model that answers too little', async (strategy) => {
    const silent = { ...createToyMaskedModel(), propose: () => Promise.resolve([]) };
    const run = async () => {
      const prepared = await createRobertaReplacer({ maskedModel: silent, strategy }).prepare(context);
      await prepared.replace({ masks: Uint8Array.of(1, 1, 1), random: [stream(0)] });
    };
    await expect(run()).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: silent.id });
  });

  it.each(strategies)('%s: refuses a model of another vocabulary', async (strategy) => {
    const other = createToyTokenizer({ words: ['one', 'two'] });
    const replacer = createRobertaReplacer({ maskedModel: createToyMaskedModel(), strategy });
    const run = async () => replacer.prepare({ ...context, tokenizer: other });
    await expect(run()).rejects.toSatisfy(
      (error) => ReagentError.isInstance(error) && error.code === 'VOCABULARY_MISMATCH',
    );
  });

  it.each([
    [{ strategy: 'both' }, 'strategy'],
    [{ topK: 0 }, 'topK'],
    [{ topK: 1.5 }, 'topK'],
    [{ temperature: 0 }, 'temperature'],
    [{ temperature: NaN }, 'temperature'],
    [{ batchSize: 0 }, 'batchSize'],
    [{ allowOriginal: 'yes' }, 'allowOriginal'],
    [{ maskedModel: undefined }, 'maskedModel'],
    [{ topk: 5 }, 'topk'],
  ])('refuses %j', (options, name) => {
    const all = { maskedModel: createToyMaskedModel(), ...options } as unknown as RobertaReplacerOptions;
    expect(() => createRobertaReplacer(all)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(name) }),
    );
  });
});
