import { describe, expect, it } from 'vitest';
import { failedTests } from '../../test/failed-tests.ts';
import { backendSlips } from '../../test/broken-backend-slips.ts';
import { brokenBackends } from '../../test/broken-backends.ts';
import { lawsBrokenBy } from '../laws/law.ts';
import { createToyBackend, type ToyBackend } from '../toy/toy-backend.ts';
import type { ToyBackendOptions } from '../toy/toy-backend-options.ts';
import { backendLawContext, backendLaws, testBackend } from './backend-laws.ts';

const variants: Readonly<Record<string, ToyBackendOptions>> = {
  'with all abilities': {},
  'that takes a while': { delay: 1 },
  'without logits': { supports: { logits: false } },
  'without distributions': { supports: { distribution: false } },
  'without ranks': { supports: { rank: 'none' } },
  'that knows ranks within 5': { supports: { rank: 'topK' } },
  'that knows its 2 best tokens only': { knowsOnlyTop: 2 },
  'whose rows differ in the last bits': { supports: { rowIndependence: 'tolerance' } },
  'whose rows depend on their batch': { supports: { rowIndependence: 'none' } },
  'with narrow bounds': { supports: { maxBatch: 2, tokensPerQuery: 1, queriesPerPass: 1, maxContext: 8 } },
};

for (const [title, options] of Object.entries(variants)) {
  testBackend({ describe, it, title: `a toy backend ${title}`, create: () => createToyBackend(options) });
}

describe('the backend suite', () => {
  it('has one broken backend for each law', () => {
    expect(Object.keys(brokenBackends).sort()).toEqual(backendLaws.map(({ name }) => name).sort());
  });

  it.each(Object.entries(brokenBackends))('catches a backend that breaks only: %s', async (name, broken) => {
    const failed: string[] = [];
    for (const law of backendLaws) failed.push(...(await lawsBrokenBy([law], broken(), backendLawContext())));
    expect(failed).toEqual([name]);
  });

  it.each(Object.entries(brokenBackends))('finds it where laws share a backend too: %s', async (name, broken) => {
    expect(await failedTests((runner) => testBackend({ ...runner, create: broken() }))).toEqual([name]);
  });

  it('shares one backend, and lets none be', async () => {
    const made: ToyBackend[] = [];
    const disposed = new Set<ToyBackend>();
    const create = (): ToyBackend => {
      const own = createToyBackend();
      const counted = { ...own, dispose: () => (disposed.add(counted), own.dispose()) };
      made.push(counted);
      return counted;
    };
    expect(await failedTests((runner) => testBackend({ ...runner, create }))).toEqual([]);
    expect(made).toHaveLength(3); // one for most laws, and two more that are disposed of
    expect(disposed.size).toBe(3);
  });

  it('disposes of what it shared where not all laws are run', async () => {
    const own = createToyBackend();
    const onlyOne = (runner: Parameters<Parameters<typeof failedTests>[0]>[0]) =>
      testBackend({
        ...runner,
        it: (name, body) => (name === 'never gives NaN' ? runner.it(name, body) : undefined),
        create: () => own,
      });
    expect(await failedTests(onlyOne)).toEqual([]);
    await expect(own.predict({ context: [2, 3], k: 1 })).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  it.each(backendSlips)('catches $slip', async ({ law, create }) => {
    expect(await lawsBrokenBy(backendLaws, create, backendLawContext())).toContain(law);
  });

  it('catches rows that depend on their batch, where they are said not to', async () => {
    const create = () => ({
      ...createToyBackend({ supports: { rowIndependence: 'none' } }),
      supports: createToyBackend().supports,
    });
    expect(await lawsBrokenBy(backendLaws, create, backendLawContext())).toContain(
      'gives each row of a batch what it gets alone',
    );
  });
});
