import { readFileSync } from 'node:fs';
import { ReagentError, repeatRow, tokenMatrix } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createToyBackend } from './toy-backend.ts';
import { toyLogits, type ToyLanguageModel } from './toy-language-model.ts';

interface Recorded {
  model: ToyLanguageModel;
  inputs: { contextIds: number[]; targetId: number; originalLogits: number[]; originalTargetRank: number };
  steps: {
    pOriginal: number;
    pReplaced: number[];
    replacedContexts: number[][];
    stopContexts: number[][];
    targetRank: number[];
  }[];
}

const recorded = ['01-normal', '04-only-one-row-stops', '07-saturated-clamp', '08-t-le-n'].map(
  (name) =>
    JSON.parse(readFileSync(new URL(`../../fixtures/recursion/${name}.json`, import.meta.url), 'utf8')) as Recorded,
);

describe('the toy backend', () => {
  it('has the logits of the recorded model, to the bit', () => {
    for (const { model, inputs } of recorded) {
      expect(Array.from(toyLogits(model, inputs.contextIds))).toEqual(inputs.originalLogits);
    }
  });

  it('scores the recorded contexts as the recording does', async () => {
    for (const { model, inputs, steps } of recorded) {
      const backend = createToyBackend({ model });
      const queries = [{ position: inputs.contextIds.length, tokens: [inputs.targetId] }];
      for (const step of steps) {
        const replaced = await backend.score({ contexts: tokenMatrix(step.replacedContexts), queries });
        replaced.logProbabilities.forEach((value, row) =>
          expect(Math.exp(value)).toBeCloseTo(step.pReplaced[row]!, 12),
        );
        const stop = await backend.score({ contexts: tokenMatrix(step.stopContexts), queries, want: { rank: true } });
        expect(Array.from(stop.ranks!)).toEqual(step.targetRank);
      }
    }
  });

  it.each([5, 15, 25, 40, 1000])('has exact log-odds at a margin of %d', async (margin) => {
    const model = {
      vocab: 2,
      div: 1,
      scale: 0,
      bonuses: [{ pos: 0, id: 0, token: 0, add: margin + 1 / 1024 }],
      pairs: [],
    };
    const backend = createToyBackend({ model });
    const request = { contexts: repeatRow([0], 1), queries: [{ position: 1, tokens: [0, 1] }] };
    const { logOdds, logProbabilities } = await backend.score(request);
    expect(Array.from(logOdds!)).toEqual([margin, -margin]);
    expect(logProbabilities[1]).toBeCloseTo(-margin - Math.log1p(Math.exp(-margin)), 12);
  });

  it('answers "Paris" to the capital of France, and less surely without France', async () => {
    const backend = createToyBackend();
    const { ids } = backend.tokenizer.encode('The capital of France is');
    const [first] = await backend.predict({ context: ids, k: 1 });
    expect(backend.tokenizer.decode([first!.token])).toBe('Paris');
    const without = backend.tokenizer.encode('The capital of friend is').ids;
    const scores = await backend.score({
      contexts: tokenMatrix([ids, without]),
      queries: [{ position: ids.length, tokens: [first!.token] }],
    });
    expect(scores.logOdds![0]! - scores.logOdds![1]!).toBeGreaterThan(4);
  });

  it('answers at any position from the tokens before it', async () => {
    const backend = createToyBackend();
    const { ids } = backend.tokenizer.encode('The capital of France is');
    const at = (length: number, position: number) =>
      backend.score({ contexts: repeatRow(ids.slice(0, length), 1), queries: [{ position, tokens: [3] }] });
    expect((await at(6, 2)).logOdds).toEqual((await at(2, 2)).logOdds);
    expect((await at(6, 2)).logOdds).not.toEqual((await at(6, 3)).logOdds);
  });

  it('records its calls, with copies', async () => {
    const backend = createToyBackend();
    const contexts = tokenMatrix([[1, 2]]);
    await backend.score({ contexts, queries: [{ position: 2, tokens: [3] }], topK: 2 });
    contexts.ids[0] = 9;
    await backend.predict({ context: [4], k: 1 });
    expect(backend.calls).toEqual([
      { method: 'score', contexts: [[1, 2]], queries: [{ position: 2, tokens: [3] }], topK: 2 },
      { method: 'predict', context: [4], k: 1 },
    ]);
  });

  it('fails on the calls it is told to', async () => {
    const backend = createToyBackend({ failOnCalls: [2] });
    const predict = () => backend.predict({ context: [1], k: 1 });
    await predict();
    await expect(predict()).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await predict();
  });

  it('waits as long as it is told to', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const backend = createToyBackend({ delay: () => gate });
    let done = false;
    const call = backend.predict({ context: [1], k: 1 }).then(() => (done = true));
    await Promise.resolve();
    expect(done).toBe(false);
    release();
    await call;
    await createToyBackend({ delay: 1 }).predict({ context: [1], k: 1 });
  });

  it('marks what it does not know exactly', async () => {
    const backend = createToyBackend({ knowsOnlyTop: 2 });
    const [first, second, third] = await createToyBackend().predict({ context: [1], k: 3 });
    const tokens = [first!.token, second!.token, third!.token];
    const scores = await backend.score({ contexts: repeatRow([1], 1), queries: [{ position: 1, tokens }] });
    expect(Array.from(scores.exact!)).toEqual([1, 1, 0]);
    expect(scores.logProbabilities[2]).toBe(second!.logProbability);
    expect(scores.logOdds).toBeNull();
  });

  it('lists equally probable tokens by their ids', async () => {
    const model = { vocab: 2, div: 1, scale: 0, bonuses: [{ pos: 0, id: 0, token: 0, add: 1 / 1024 }], pairs: [] };
    const predictions = await createToyBackend({ model }).predict({ context: [0], k: 2 });
    expect(predictions.map(({ token }) => token)).toEqual([0, 1]);
    expect(predictions[0]!.logProbability).toBe(predictions[1]!.logProbability);
  });

  it.each([
    ['a query for no token', { queries: [{ position: 1, tokens: [] }] }, 'INVALID_INPUT'],
    ['a topK of 0', { topK: 0 }, 'INVALID_OPTION'],
    ['a query that there is not', { queryIndex: Int32Array.of(0, 1) }, 'INVALID_INPUT'],
    ['too few query indices', { queryIndex: Int32Array.of(0) }, 'INVALID_INPUT'],
    ['more rows than it takes', { contexts: repeatRow([1], 3) }, 'UNSUPPORTED'],
    ['ids that are no whole rows', { contexts: { rows: 2, length: 2, ids: new Int32Array(3) } }, 'INVALID_INPUT'],
    ['rows of no token', { contexts: { rows: 2, length: 0, ids: new Int32Array() } }, 'INVALID_INPUT'],
  ])('refuses %s', async (_, change, code) => {
    const backend = createToyBackend({ supports: { maxBatch: 2 } });
    const request = { contexts: repeatRow([1], 2), queries: [{ position: 1, tokens: [2] }] };
    await backend.score(request);
    await expect(backend.score({ ...request, ...change })).rejects.toMatchObject({ code });
  });

  it.each([0, 1.5, 35])('refuses to predict %d tokens of 34', async (k) => {
    await expect(createToyBackend().predict({ context: [1], k })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('stops listening to a signal when a call has ended', async () => {
    let listeners = 0;
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => void listeners++,
      removeEventListener: () => void listeners--,
    };
    await createToyBackend().predict({ context: [1], k: 1, signal });
    expect(listeners).toBe(0);
  });

  it('refuses a model that does not fit its words', () => {
    const model = { vocab: 3, div: 1, scale: 1, bonuses: [], pairs: [] };
    expect(() => createToyBackend({ model, words: ['a'] })).toThrow(ReagentError);
    expect(createToyBackend({ words: ['a', 'b'] }).tokenizer.vocabularySize).toBe(4);
  });
});
