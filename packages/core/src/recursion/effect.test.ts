import { expect, test } from 'vitest';
import { fitEffect, GrowingEffectFit } from './effect.ts';
import type { EffectRow } from './effect-rows.ts';
import { randomStream } from './random.ts';

const truth = [5, -2, 0, 1];

/** A sweep and `count` masks at .3 of a context whose effects add up, with a little noise. */
function rowsOf(count: number, units = truth.length): EffectRow[] {
  const random = randomStream({ seed: 11, probe: 0, step: 0, purpose: 'mask' });
  const sweep = Array.from({ length: units }, (_, unit) => truth.map((_, other) => (other === unit ? 1 : 0)));
  const masks = Array.from({ length: count }, () => truth.map(() => (random.uniform() < 0.3 ? 1 : 0)));
  return [...sweep, ...masks].map((mask, index) => ({
    source: index < units ? ('sweep' as const) : ('update' as const),
    mask: Uint8Array.from(mask),
    response:
      mask.reduce<number>((sum, one, unit) => sum + one * (truth[unit] as number), 0) + 0.2 * random.uniform() - 0.1,
    bound: false,
    clamped: false,
  }));
}

const eligible = [0, 1, 2, 3];

test('effects that add up are found, with sign and interval', () => {
  const fit = fitEffect({ rows: rowsOf(80), units: 4, eligible });
  expect(fit.summary.withheld).toBeNull();
  truth.forEach((effect, unit) => {
    const { estimate, low, high } = fit.effects[unit] as { estimate: number; low: number; high: number };
    expect(Math.abs(estimate - effect)).toBeLessThan(0.25);
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });
});

test('one row, or none, says nothing and is no NaN', () => {
  const none = fitEffect({ rows: [], units: 4, eligible });
  expect(none.summary).toEqual({ rows: 0, bounds: 0, kappa: 0, withheld: 'no-rows' });
  const one = fitEffect({ rows: rowsOf(0).slice(0, 1), units: 4, eligible });
  for (const fit of [none, one]) {
    expect(fit.effects).toEqual([null, null, null, null]);
    expect(JSON.stringify(fit.beta)).not.toContain('null');
  }
});

test('intervals are withheld while κ is below .8, all effects while it is below .5', () => {
  const sweepOnly = fitEffect({ rows: rowsOf(0), units: 4, eligible });
  expect(sweepOnly.summary.kappa).toBeLessThan(0.8);
  expect(sweepOnly.summary.kappa).toBeGreaterThan(0.5);
  expect(sweepOnly.summary.withheld).toBe('few-rows');
  expect(sweepOnly.effects[0]).toMatchObject({ low: null, high: null });
  const strict = fitEffect({ rows: rowsOf(0), units: 4, eligible, penalty: 5 });
  expect(strict.summary.kappa).toBeLessThan(0.5);
  expect(strict.effects).toEqual([null, null, null, null]);
});

test.each([
  ['never replaced', 0],
  ['always replaced', 1],
])('a unit that is %s has no effect, nor has a protected one', (_, always) => {
  const rows = rowsOf(80).map((row) => ({ ...row, mask: Uint8Array.from(row.mask).fill(always, 2, 3) }));
  const fit = fitEffect({ rows, units: 5, eligible });
  expect(fit.effects.map((effect) => effect === null)).toEqual([false, false, true, false, true]);
});

test('units that never change do not count into κ', () => {
  const rows = rowsOf(80).map((row) => ({ ...row, mask: Uint8Array.from([...row.mask, 0, 0, 0, 0]) }));
  const fit = fitEffect({ rows, units: 8, eligible: [0, 1, 2, 3, 4, 5, 6, 7] });
  expect(fit.summary).toEqual(fitEffect({ rows: rowsOf(80), units: 4, eligible }).summary);
  expect(fit.effects.slice(0, 4)).not.toContain(null);
});

test('more than 5 % of clamped rows, or of bounds, or a clamped base, withhold the intervals', () => {
  const rows = rowsOf(96); // 100 rows
  const spoil = (count: number, what: 'bound' | 'clamped') =>
    rows.map((row, index) => (index < count ? { ...row, [what]: true } : row));
  const reason = (spoiled: EffectRow[]) => fitEffect({ rows: spoiled, units: 4, eligible }).summary.withheld;
  expect(reason(spoil(5, 'clamped'))).toBeNull();
  expect(reason(spoil(6, 'clamped'))).toBe('clamped');
  expect(reason(spoil(5, 'bound'))).toBeNull();
  expect(reason(spoil(6, 'bound'))).toBe('bounds');
  expect(fitEffect({ rows, units: 4, eligible, base: { clamped: true } }).summary.withheld).toBe('clamped');
  const { summary, effects } = fitEffect({ rows: spoil(6, 'bound'), units: 4, eligible });
  expect(summary).toMatchObject({ rows: 100, bounds: 6 });
  expect(effects[0]).toMatchObject({ low: null, high: null });
});

test('rows weigh 1 / (units replaced), an empty one 1', () => {
  // Two contradicting rows: unit 0 alone says 1, both units together say 9. The lone one has twice the weight.
  const row = (mask: number[], response: number): EffectRow => ({
    ...{ source: 'update', mask: Uint8Array.from(mask), response, bound: false, clamped: false },
  });
  const fit = fitEffect({
    rows: [row([1, 1], 9), row([1, 0], 1), row([0, 0], 0)],
    units: 2,
    eligible: [0, 1],
    penalty: 0,
  });
  expect(fit.beta[0]).toBeCloseTo(1, 9);
  expect(fit.beta[1]).toBeCloseTo(8, 9);
  const shrunk = fitEffect({ rows: [row([1], 6), row([0], 0)], units: 1, eligible: [0], penalty: 0.5 });
  // By hand: A = [[2, 1], [1, 1.5]], b = [6, 6], so β₁ = (2·6 − 1·6) / (2·1.5 − 1) = 3.
  expect(shrunk.beta[0]).toBeCloseTo(3, 9);
});

test.each([
  ['of all rows', rowsOf(80), {}],
  ['of the sweep', rowsOf(0), {}],
  ['of one row', rowsOf(0).slice(0, 1), {}],
  ['of none', [], {}],
  ['of a unit that never changed', rowsOf(80).map((row) => ({ ...row, mask: row.mask.with(1, 0) })), {}],
  ['of clamped rows', rowsOf(80).map((row) => ({ ...row, clamped: true })), {}],
  ['of a clamped base', rowsOf(80), { base: { clamped: true } }],
])('fits that grow row by row, %s: what a fit of all of them tells', (_name, rows, more) => {
  const growing = new GrowingEffectFit({ units: 5, eligible, ...more });
  rows.forEach((row) => growing.add(row));
  const [fit, expected] = [growing.fit(), fitEffect({ rows, units: 5, eligible, ...more })];
  expect(fit.summary).toEqual({ ...expected.summary, kappa: expect.closeTo(expected.summary.kappa, 12) });
  expect(fit.tQuantile).toBeCloseTo(expected.tQuantile, rows.length > 1 ? 12 : -Infinity);
  for (let unit = 0; unit < 5; unit++) {
    expect(fit.effect(unit)).toEqual(fit.effects[unit]);
    expectClose(fit.estimates[unit], fit.effects[unit]?.estimate);
    expectClose(fit.beta[unit], expected.beta[unit]);
    for (const side of ['estimate', 'low', 'high'] as const) {
      expectClose(fit.effects[unit]?.[side], expected.effects[unit]?.[side]);
    }
    if (rows.length > 1) expectClose(fit.covariance(0, unit), expected.covariance(0, unit));
  }
});

function expectClose(value: number | null | undefined, expected: number | null | undefined): void {
  if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 10);
  else expect(value ?? null).toBeNull();
}

test('no row can come from a stop test', () => {
  const rows: EffectRow[] = [];
  // @ts-expect-error the fit takes rows of the sweep and of updates only
  rows.push({ source: 'stop-test', mask: new Uint8Array(1), response: 0, bound: false, clamped: false });
  expect(rows).toHaveLength(1);
});
