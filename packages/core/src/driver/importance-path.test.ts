import { expect, test } from 'vitest';
import {
  attribute,
  attributeSteps,
  defineReplacer,
  regroup,
  type AttributeOptions,
  type AttributionResult,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

function options(change: Partial<AttributeOptions> = {}): AttributeOptions {
  const text = 'The capital of France is';
  return { backend: createToyBackend(), replacer: uniform, text, stopping: null, path: true, ...change };
}

function run(change: Partial<AttributeOptions> = {}): Promise<AttributionResult> {
  return attribute(options(change));
}

const rounded = (importance: AttributionResult['importance']): number[][] =>
  importance.map((own) => own.map((share) => Math.round(share * 1e4) / 1e4));

test('without being asked for it a result has no path, and all else is the same', async () => {
  const { path, ...asked } = await run();
  const plain = await run({ path: false });
  expect(path).toBeDefined();
  expect(plain).not.toHaveProperty('path');
  const same = ({ cost, ...rest }: typeof asked): object => ({ ...rest, cost: { ...cost, seconds: 0 } });
  expect(same(asked)).toEqual(same(plain));
});

test('a point is the importance as the event of its step tells it; the last is that of the result', async () => {
  const told = new Map<number, unknown>();
  let result: AttributionResult | null = null;
  for await (const event of attributeSteps(options({ answer: 2, limits: { evaluations: 100 } }))) {
    if (event.type === 'finished') ({ result } = event);
    if (event.type === 'step')
      told.set(event.step, [event.evaluations, rounded(event.interim.importance() as AttributionResult['importance'])]);
  }
  const [start, ...points] = result?.path ?? [];
  expect(start).toMatchObject({ step: 0, evaluations: 1 });
  expect(points.length).toBeGreaterThan(3);
  for (const { step, evaluations, importance } of points) expect([evaluations, importance]).toEqual(told.get(step));
  expect(points.at(-1)?.importance).toEqual(rounded(result!.importance));
});

test.each([1, 5, 31, 32, 33, 100, 1000])(
  'of %d steps at most 32 points are kept, evenly spread, and the last',
  async (steps) => {
    const { path = [] } = await run({ probes: 1, sweep: false, limits: { steps, evaluations: null } });
    const kept = path.map(({ step }) => step);
    expect(kept.length).toBeLessThanOrEqual(32);
    expect(kept.length).toBeGreaterThan(Math.min(steps, 15));
    expect([kept[0], kept.at(-1)]).toEqual([0, steps]);
    const gaps = kept.slice(1, -1).map((step, index) => step - (kept[index] as number));
    expect(new Set(gaps).size).toBeLessThanOrEqual(1);
  },
);

test('batch size makes no difference', async () => {
  const paths = await Promise.all([1, 7, 64].map(async (batchSize) => (await run({ execution: { batchSize } })).path));
  expect(paths[1]).toEqual(paths[0]);
  expect(paths[2]).toEqual(paths[0]);
});

test('regrouped, a path has the sums of its tokens', async () => {
  const result = await run();
  const { tokens, path } = regroup(result, 'sentence');
  expect(path?.map((point) => point.importance[0]?.length)).toEqual(path?.map(() => tokens.length));
  expect(path?.at(-1)?.importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
  expect(regroup(await run({ path: false }), 'word')).not.toHaveProperty('path');
});

test('from coarse to fine there is none: each level is a recursion of its own', async () => {
  expect(await run({ unit: 'auto', limits: { evaluations: 60 } })).not.toHaveProperty('path');
});

test('where nothing may be replaced it is the beginning', async () => {
  expect((await run({ pin: [/.+/] })).path).toHaveLength(1);
});
