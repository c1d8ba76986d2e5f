import { expect, it } from 'vitest';
import { barsOf, type Rows } from './bars.ts';
import type { Quality } from './metrics.ts';
import type { Copies } from './parts/redundant.ts';
import { mapMethods, methodNames, type OfMethods } from './scores.ts';

const quality = (changed: Partial<Quality> = {}): Quality => ({
  ...{ hit1: 1, hit2: 1, hit3: 1, distractor3: 0, competitor3: null, lds: 0.8, r2: 0.6 },
  ...changed,
});
const every = <T>(value: T): OfMethods<T> => mapMethods<string, T>(methodNames, () => value);
const covered = (share: number) => ({ covered: share * 100, known: 100 });
const coverage = { all: covered(0.98), trueTop: covered(0.96), estimatedTop: covered(0.96) };
const copies: Copies = { share: 0.7, both: 0.4 };

/** Two templates, all alike; everything is met. */
function rows(changed: { readonly hit3?: number; readonly share?: number; readonly trueTop?: number } = {}): Rows {
  const twice = <T>(row: T) => ['a', 'b'].map((templateId) => ({ id: templateId, templateId, ...row }));
  const top = { ...coverage, trueTop: covered(changed.trueTop ?? 0.96) };
  const methods = { ...every(copies), default: { share: changed.share ?? 0.85, both: 0.7 } };
  return {
    ranking: twice({ methods: every(quality({ hit3: changed.hit3 ?? 1 })) }),
    reference: twice({
      ...{ default: quality(), reference: quality({ lds: 0.82 }), fixed: top },
      stopped: { ...coverage, evaluations: 120, separated: 3 },
    }),
    redundant: twice({ methods }),
    agreement: Array.from({ length: 35 }, () =>
      twice({ tokens: 33, default: quality(), leaveOneOut: quality(), lasso: quality() }),
    ).flat(),
  };
}

const missed = (measured: Rows): string[] =>
  barsOf(measured)
    .filter(({ met }) => !met)
    .map(({ what }) => what);

it('finds everything met where it is', () => {
  expect(missed(rows())).toEqual([]);
});

it.each([
  ['hit@3', { hit3: 0.97 }, ['hit@3, 2 items']],
  ['a redundant share', { share: 0.79 }, ["the same, minus leave-one-out's"]],
  ['too narrow intervals', { trueTop: 0.92 }, ['true top three, at a fixed 100']],
  ['too wide intervals', { trueTop: 1 }, ['true top three, at a fixed 100']],
])('says that %s misses its bar', (_, changed, bars) => {
  expect(missed(rows(changed))).toEqual(bars);
});

it('lets the default lie below leave-one-out by two standard errors, and no more', () => {
  const measured = rows();
  const worse = measured.agreement.map((row) => ({ ...row, default: quality({ lds: 0.7 }) }));
  expect(missed({ ...measured, agreement: worse })).toEqual(["SmolLM2: LDS minus leave-one-out's"]);
  const uneven = measured.agreement.map((row) => ({
    ...row,
    default: quality({ lds: row.templateId === 'a' ? 0.5 : 0.9 }),
  }));
  expect(missed({ ...measured, agreement: uneven })).toEqual([]);
});
