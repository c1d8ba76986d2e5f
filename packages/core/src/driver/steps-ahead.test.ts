import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attributeSteps,
  defineReplacer,
  topUnits,
  traceLine,
  type AttributeOptions,
  type Backend,
  type Replacer,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

interface Watched {
  readonly backend: Backend;
  /** Contexts that the model was asked about. */
  asked: number;
  calls: number;
  /** Most calls that were under way at a time. */
  most: number;
}

/** A model that takes its time. @param failAt the call that fails, from 1 on */
function watch(toy: Parameters<typeof createToyBackend>[0] = {}, failAt = 0): Watched {
  const inner = createToyBackend(toy);
  let underWay = 0;
  const watched: Watched = {
    ...{ asked: 0, calls: 0, most: 0 },
    backend: {
      ...inner,
      async score(request) {
        watched.calls += 1;
        watched.asked += request.contexts.rows;
        watched.most = Math.max(watched.most, ++underWay);
        if (watched.calls === failAt) throw new Error('failed');
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        underWay -= 1;
        return inner.score(request);
      },
    },
  };
  return watched;
}

/** Met after so many steps; asked after every fourth, or after each. `tests`: it asks the model, too. */
function after(
  steps: number,
  { every, tests }: { readonly every: number; readonly tests: boolean },
): StoppingCriterion {
  return {
    ...{ id: 'after', options: { steps }, scope: 'run' },
    due: ({ step }) => step % every === 0,
    check: ({ step, probes, eligible }) =>
      tests && probes.length > 0
        ? {
            tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, 1, eligible) })),
            decide: () => ({ met: step >= steps }),
          }
        : { met: step >= steps },
  };
}

/** The lines of the trace, but for what may differ between equal runs; the last says how the run ended. */
async function linesOf(options: Partial<AttributeOptions>, watched: Watched): Promise<string[]> {
  const lines: string[] = [];
  const all = { replacer: uniform, text: 'The capital of France is', stopping: null, ...options };
  try {
    for await (const event of attributeSteps({ ...all, backend: watched.backend })) {
      lines.push(traceLine(event).replace(/"execution":\{.*?\}\}|"seconds":[\d.]+\}/g, ''));
    }
  } catch (error) {
    lines.push(String(error));
  }
  return lines;
}

const anyRun = fc.record({
  preset: fc.constantFrom('default', 'paper', 'inseq'),
  sweep: fc.boolean(),
  answer: fc.constantFrom(1, 3),
  seed: fc.nat(50),
  stopping: fc.option(
    fc
      .record({ steps: fc.nat(12), every: fc.constantFrom(1, 4), tests: fc.boolean() })
      .map((given) => after(given.steps, given)),
  ),
  limits: fc.record({ evaluations: fc.integer({ min: 1, max: 90 }), steps: fc.constantFrom(null, 3, 7) }),
});
const anySupports = fc.constantFrom({}, { queriesPerPass: 1 }, { maxBatch: 3 }, { rowIndependence: 'none' } as const);
const anyBatch = fc.constantFrom(1, 4, 8, 32);

test('whatever is sent ahead, a run tells the same, and nothing is sent that it does not use', async () => {
  let overlapped = 0;
  await fc.assert(
    fc.asyncProperty(anyRun, anySupports, anyBatch, anyBatch, async (options, supports, first, second) => {
      const [one, two] = [watch({ supports }), watch({ supports })];
      const expected = await linesOf({ ...options, execution: { batchSize: first, ahead: false } }, one);
      expect(await linesOf({ ...options, execution: { batchSize: second } }, two)).toEqual(expected);
      expect(two.asked).toBe(one.asked);
      expect(one.most).toBe(1);
      expect(two.most).toBeLessThanOrEqual(2);
      overlapped += two.most - 1;
    }),
    { numRuns: 60, seed: 4 },
  );
  expect(overlapped).toBeGreaterThan(30);
});

test('a failure comes when its turn comes: all before it is told', async () => {
  for (let failAt = 1; failAt <= 14; failAt++) {
    const run = { limits: { evaluations: 60 }, execution: { batchSize: 4 } };
    const expected = await linesOf({ ...run, execution: { batchSize: 4, ahead: false } }, watch({}, failAt));
    const watched = watch({}, failAt);
    expect(await linesOf(run, watched)).toEqual(expected);
    expect(expected.at(-1)).toBe('Error: failed');
    expect(watched.calls).toBeLessThanOrEqual(failAt + 1);
  }
});

test('so does one of the replacer', async () => {
  for (const failAt of [1, 2, 3, 6]) {
    const breaking = (): Replacer => ({
      id: 'breaking',
      async prepare(request) {
        const prepared = await uniform.prepare(request);
        let draws = 0;
        return {
          ...prepared,
          replace(wanted) {
            if (++draws === failAt) throw new Error('no substitute');
            return prepared.replace(wanted);
          },
        };
      },
    });
    const run = { limits: { evaluations: 60 } };
    const lines = (ahead: boolean) =>
      linesOf({ ...run, replacer: breaking(), execution: { batchSize: 8, ahead } }, watch());
    const expected = await lines(false);
    expect(expected.at(-1)).toBe('Error: no substitute');
    expect(await lines(true)).toEqual(expected);
  }
});

test('aborted at any event, a run tells what it tells when nothing is sent ahead', async () => {
  for (let at = 1; at <= 8; at++) {
    const results = await Promise.all(
      [false, true].map(async (ahead) => {
        const controller = new AbortController();
        const options = {
          replacer: uniform,
          text: 'The capital of France is',
          stopping: null,
          signal: controller.signal,
        };
        let [events, last] = [0, ''];
        for await (const event of attributeSteps({ ...options, ...watch(), execution: { batchSize: 4, ahead } })) {
          if (++events === at) controller.abort();
          if (event.type !== 'finished') continue;
          expect(event.result.endedBy).toBe('aborted');
          last = JSON.stringify({ ...event.result, cost: { ...event.result.cost, seconds: 0 }, provenance: null });
        }
        return last;
      }),
    );
    expect(results[1]).toBe(results[0]);
  }
});

test('with a limit of seconds nothing is sent before it is known that there is time', async () => {
  const watched = watch();
  await linesOf({ limits: { seconds: 60, evaluations: 60 }, execution: { batchSize: 60 }, sweep: false }, watched);
  expect(watched.most).toBe(1);
});

test('a consumer that stops reading leaves the model alone', async () => {
  const leave = async (failAt: number): Promise<number> => {
    const watched = watch({}, failAt);
    const options = {
      replacer: uniform,
      text: 'The capital of France is',
      stopping: null,
      execution: { batchSize: 4 },
    };
    for await (const event of attributeSteps({ ...options, backend: watched.backend })) {
      if (event.type === 'step' && event.step === 2) break;
    }
    const { calls } = watched;
    await new Promise((done) => setTimeout(done, 5));
    expect(watched.calls).toBe(calls);
    return calls;
  };
  // The last call is ahead: its failure is nobody's.
  const calls = await leave(0);
  expect(await leave(calls)).toBe(calls);
});

test('the model is at the unreplaced context while the replacer is made ready; not where a journal may have it', async () => {
  const asked: number[] = [];
  const kept: string[] = [];
  const journal = { lines: () => [...kept], append: (line: string) => void kept.push(line) };
  for (const more of [{}, { journal }, { journal }]) {
    const watched = watch();
    const slow: Replacer = {
      ...uniform,
      async prepare(request) {
        await new Promise((done) => setTimeout(done));
        asked.push(watched.calls);
        return uniform.prepare(request);
      },
    };
    const lines = await linesOf({ replacer: slow, limits: { evaluations: 8 }, ...more }, watched);
    expect(lines.at(-1)).toContain('"finished"');
  }
  expect(asked).toEqual([1, 1, 0]);
});
