import { describe, expect, it } from 'vitest';
import { fromProposals, type ProposalsRequest } from './proposals-replacer.ts';
import { randomStream, type Random } from '../recursion/random.ts';
import type { PrepareRequest } from '../interfaces/replacer.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';

const tokenizer = { vocabularySize: 10, specialTokens: new Map([['<s>', 0]]), unusedIds: [9] } as unknown as Tokenizer;

const context: PrepareRequest = {
  tokens: Int32Array.of(0, 5, 6, 7),
  units: Int32Array.of(-1, 0, 1, 1),
  tokenizer,
};

function stream(step: number): Random {
  return randomStream({ seed: 2, probe: 0, step, purpose: 'substitutes' });
}

describe('fromProposals', () => {
  it('asks once for a context, with whole units hidden', async () => {
    const requests: ProposalsRequest[] = [];
    const replacer = fromProposals('test', (request) => {
      requests.push(request);
      request.count(7);
      return request.slots.map(() => ({ tokens: [1, 2] }));
    });
    const prepared = await replacer.prepare(context);
    for (let step = 0; step < 5; step++) await prepared.replace({ masks: Uint8Array.of(1, 1), random: [stream(step)] });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.slots).toEqual([
      { position: 1, token: 5, hidden: [1] },
      { position: 2, token: 6, hidden: [2, 3] },
      { position: 3, token: 7, hidden: [2, 3] },
    ]);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 7, kept: 0, fallbacks: 0 });
  });

  it('never draws what is not legal, and pins units with nothing left', async () => {
    const illegal = [0, 9, 10, -1, 1.5];
    const replacer = fromProposals('test', ({ slots }) =>
      slots.map(({ token }) => ({ tokens: [...illegal, token, ...(token === 7 ? [] : [3])] })),
    );
    const prepared = await replacer.prepare(context);
    expect([...prepared.replaceable]).toEqual([1, 0]);
    expect(prepared.report.coverage).toBe(0.5);
    for (let step = 0; step < 50; step++) {
      const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 0), random: [stream(step)] });
      expect([...ids]).toEqual([0, 3, 6, 7]);
    }
  });

  it('draws the original where it may', async () => {
    const replacer = fromProposals('test', ({ slots }) => slots.map(({ token }) => ({ tokens: [token] })), {
      allowOriginal: true,
    });
    const prepared = await replacer.prepare(context);
    expect([...prepared.replaceable]).toEqual([1, 1]);
    const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 1), random: [stream(0)] });
    expect([...ids]).toEqual([...context.tokens]);
  });

  it('draws in the order of positions, one number each', async () => {
    const replacer = fromProposals('test', ({ slots }) => slots.map(() => ({ tokens: [1, 2, 3, 4] })));
    const prepared = await replacer.prepare(context);
    const numbers = [0.1, 0.3, 0.6];
    const taken: number[] = [];
    const random: Random = {
      uniform: () => (
        taken.push(numbers[taken.length] ?? NaN),
        taken.length <= 3 ? (numbers[taken.length - 1] as number) : NaN
      ),
      integer: () => NaN,
    };
    const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 1), random: [random] });
    expect([...ids]).toEqual([0, 1, 2, 3]);
    expect(taken).toEqual(numbers);
  });

  it('draws from the heaviest only', async () => {
    const replacer = fromProposals(
      'test',
      ({ slots }) => slots.map(() => ({ tokens: [1, 2, 3], weights: [1, 3, 2] })),
      {
        topK: 1,
        options: { own: true },
      },
    );
    expect(replacer.options).toEqual({ own: true, allowOriginal: false, topK: 1 });
    const prepared = await replacer.prepare(context);
    const { ids } = await prepared.replace({ masks: Uint8Array.of(1, 1), random: [stream(0)] });
    expect([...ids]).toEqual([0, 2, 2, 2]);
  });

  it('does not ask where everything is pinned', async () => {
    const replacer = fromProposals('test', () => {
      throw new Error('asked');
    });
    const prepared = await replacer.prepare({ ...context, units: new Int32Array(4).fill(-1) });
    expect(prepared.replaceable).toHaveLength(0);
  });

  it('refuses a wrong number of lists', async () => {
    await expect(fromProposals('short', () => []).prepare(context)).rejects.toMatchObject({
      code: 'PLUGIN_BROKE_RULE',
      plugin: 'short',
    });
  });

  it('ends with the reason of a signal that is aborted while it proposes', async () => {
    const controller = new AbortController();
    const replacer = fromProposals('deaf', ({ slots }) => {
      controller.abort(new Error('enough'));
      return Promise.resolve(slots.map(() => ({ tokens: [1, 2] })));
    });
    await expect(replacer.prepare({ ...context, signal: controller.signal })).rejects.toThrow('enough');
  });

  it('ends with the reason of an aborted signal', async () => {
    const replacer = fromProposals('test', ({ slots }) => slots.map(() => ({ tokens: [1, 2] })));
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(replacer.prepare({ ...context, signal })).rejects.toThrow('enough');
    const prepared = await replacer.prepare(context);
    expect(() => prepared.replace({ masks: Uint8Array.of(1, 1), random: [stream(0)], signal })).toThrow('enough');
  });
});
