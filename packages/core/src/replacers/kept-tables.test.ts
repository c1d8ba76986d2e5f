import { describe, expect, it } from 'vitest';
import type { PrepareRequest } from '../interfaces/replacer.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { keepTables, type PositionTables } from './kept-tables.ts';

const tokenizer = {} as Tokenizer;

function context(tokens: readonly number[], more: Partial<PrepareRequest> = {}): PrepareRequest {
  return { tokens: Int32Array.from(tokens), units: Int32Array.from(tokens, (_, unit) => unit), tokenizer, ...more };
}

function tables(proposals = 1, asked = 1): PositionTables {
  const tokens = new Array<number>(proposals).fill(7);
  return { tables: new Map([[0, { tokens, cumulative: tokens }]]), asked };
}

/** Counts how often tables are made, and lets the test say when and how each making ends. */
function makings() {
  const ends: { done: (made: PositionTables) => void; fail: (error: unknown) => void }[] = [];
  const make = (): Promise<PositionTables> => new Promise((done, fail) => ends.push({ done, fail }));
  return { ends, make };
}

/** Lets everything that waits for nothing else go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('keepTables', () => {
  it('has them made once for a context', async () => {
    const kept = keepTables({ id: 'test' });
    const first = await kept.of(context([1, 2]), () => Promise.resolve(tables(3, 2)));
    expect(first).toMatchObject({ asked: 2, kept: false });
    const again = await kept.of(context([1, 2]), () => Promise.reject(new Error('made again')));
    expect(again).toEqual({ ...first, kept: true });
  });

  it.each<[string, PrepareRequest]>([
    ['another token', context([1, 2, 3])],
    ['fewer tokens', context([1])],
    ['tokens that look alike in a row', context([12], { units: Int32Array.of(0, 1) })],
    ['other units', context([1, 2, 4], { units: Int32Array.of(0, 1, -1) })],
    ['units together', context([1, 2, 4], { units: Int32Array.of(0, 0, 0) })],
    ['another tokenizer', context([1, 2, 4], { tokenizer: {} as Tokenizer })],
  ])('makes others for %s', async (_, other) => {
    const kept = keepTables({ id: 'test' });
    for (const known of [context([1, 2]), context([1, 2, 4])]) await kept.of(known, () => Promise.resolve(tables()));
    const made = tables(2);
    expect((await kept.of(other, () => Promise.resolve(made))).tables).toBe(made.tables);
  });

  it('keeps those of the most recently used contexts', async () => {
    const kept = keepTables({ id: 'test', contexts: 2 });
    const isKept = async (token: number) => (await kept.of(context([token]), () => Promise.resolve(tables()))).kept;
    expect([await isKept(1), await isKept(2), await isKept(1), await isKept(3)]).toEqual([false, false, true, false]);
    expect(await isKept(1)).toBe(true);
    expect(await isKept(2)).toBe(false);
  });

  it('keeps none where it is told to, and none that are too large', async () => {
    const none = keepTables({ id: 'test', contexts: 0 });
    const isKept = async (kept: typeof none, token: number, proposals = 1) =>
      (await kept.of(context([token]), () => Promise.resolve(tables(proposals)))).kept;
    expect([await isKept(none, 1), await isKept(none, 1)]).toEqual([false, false]);
    const kept = keepTables({ id: 'test' });
    await isKept(kept, 1, 2 ** 20);
    expect(await isKept(kept, 1)).toBe(true);
    await isKept(kept, 2); // one more than fits: the older one goes
    expect([await isKept(kept, 2), await isKept(kept, 1)]).toEqual([true, false]);
    await isKept(kept, 3, 2 ** 20 + 1);
    expect(await isKept(kept, 3)).toBe(false);
  });

  it.each([-1, 1.5, NaN])('refuses %d contexts', (contexts) => {
    expect(() => keepTables({ id: 'test', contexts })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('runs that need the same tables at the same time', () => {
  it('share the making', async () => {
    const kept = keepTables({ id: 'test' });
    const { ends, make } = makings();
    const both = [kept.of(context([1]), make), kept.of(context([1]), make), kept.of(context([2]), make)];
    expect(ends).toHaveLength(2);
    ends.forEach(({ done }) => done(tables()));
    expect((await Promise.all(both)).map((one) => one.kept)).toEqual([false, true, false]);
  });

  it('go on where the one that has them made is aborted', async () => {
    const kept = keepTables({ id: 'test' });
    const { ends, make } = makings();
    const controller = new AbortController();
    const aborted = kept.of(context([1], { signal: controller.signal }), make);
    const other = kept.of(context([1], { signal: new AbortController().signal }), make);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(ends).toHaveLength(1);
    ends[0]?.fail(controller.signal.reason); // as the masked model heeds the signal
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.done(tables());
    expect(await other).toMatchObject({ kept: false });
    expect(await kept.of(context([1]), make)).toMatchObject({ kept: true });
  });

  it('try themselves where the making fails, each once, and nothing is kept of it', async () => {
    const kept = keepTables({ id: 'test' });
    const { ends, make } = makings();
    const three = [1, 2, 3].map(() => kept.of(context([1]), make));
    const outcomes = Promise.allSettled(three);
    for (const [index, text] of ['first', 'second'].entries()) {
      ends[index]?.fail(new Error(text));
      await turn();
    }
    ends[2]?.done(tables());
    expect((await outcomes).map((one) => (one.status === 'rejected' ? one.reason.message : one.value.kept))).toEqual([
      'first',
      'second',
      false,
    ]);
    expect(ends).toHaveLength(3);
  });

  it('end by their own signals at once, and leave the making to the others', async () => {
    const kept = keepTables({ id: 'test' });
    const { ends, make } = makings();
    const controller = new AbortController();
    const maker = kept.of(context([1]), make);
    const waiting = kept.of(context([1], { signal: controller.signal }), make);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    ends[0]?.done(tables());
    expect(await maker).toMatchObject({ kept: false });
    expect(ends).toHaveLength(1);
    await expect(kept.of(context([1], { signal: controller.signal }), make)).rejects.toThrow('enough');
  });
});

describe('dispose', () => {
  it('lets all go, refuses more, and does no harm to a run that waits', async () => {
    const kept = keepTables({ id: 'test' });
    const { ends, make } = makings();
    await kept.of(context([1]), () => Promise.resolve(tables()));
    const waiting = kept.of(context([2]), make);
    await kept.dispose();
    await kept.dispose();
    ends[0]?.done(tables());
    expect(await waiting).toMatchObject({ kept: false });
    await expect(kept.of(context([1]), make)).rejects.toMatchObject({ code: 'DISPOSED', plugin: 'test' });
    expect(() => kept.throwIfDisposed()).toThrow(expect.objectContaining({ code: 'DISPOSED' }));
  });
});
