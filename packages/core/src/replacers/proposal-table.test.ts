import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFromTable, proposalTable } from './proposal-table.ts';
import { randomStream, type Random } from '../recursion/random.ts';

const all = { id: 'test', legal: (): boolean => true };

function fixed(uniform: number): Random {
  return { uniform: () => uniform, integer: () => 0 };
}

describe('proposalTable', () => {
  it('sorts by weight, then id', () => {
    const table = proposalTable({ tokens: [9, 4, 2, 7], weights: [0.25, 0.5, 0.125, 0.125] }, all);
    expect(table.tokens).toEqual([4, 9, 2, 7]);
    expect(table.cumulative).toEqual([32768, 49152, 57344, 65536]);
  });

  it('weighs what is legal only, and drops what rounds to nothing', () => {
    const table = proposalTable(
      { tokens: [1, 2, 3], weights: [1e9, 1, 1e-6] },
      { ...all, legal: (token) => token !== 1 },
    );
    expect(table).toEqual({ tokens: [2], cumulative: [65536] });
  });

  it('keeps the heaviest', () => {
    const table = proposalTable({ tokens: [5, 1, 3], weights: [1, 1, 2] }, { ...all, topK: 2 });
    expect(table.tokens).toEqual([3, 1]);
  });

  it('takes equal weights where none are given, and adds those of a token named twice', () => {
    expect(proposalTable({ tokens: [8, 8, 2, 3] }, all)).toEqual({
      tokens: [8, 2, 3],
      cumulative: [32768, 49152, 65536],
    });
  });

  it('is empty where nothing is left', () => {
    expect(proposalTable({ tokens: [1], weights: [0] }, all).tokens).toEqual([]);
    expect(proposalTable({ tokens: [1] }, { ...all, legal: () => false }).tokens).toEqual([]);
    expect(proposalTable({ tokens: [] }, all).tokens).toEqual([]);
  });

  it.each([NaN, -1, Infinity])('refuses the weight %d', (weight) => {
    expect(() => proposalTable({ tokens: [1, 2], weights: [1, weight] }, all)).toThrow(
      expect.objectContaining({ code: 'PLUGIN_BROKE_RULE', plugin: 'test' }),
    );
  });

  it('refuses weights that do not match the tokens', () => {
    expect(() => proposalTable({ tokens: [1, 2], weights: [1] }, all)).toThrow(/2 tokens with 1 weights/);
  });

  it('does not see a difference in the last bits', () => {
    // Weights a quarter of a step of the grid away from where rounding flips, as nearly all are.
    const steps = [30000.25, 20000.25, 10000.25, 5535.25];
    const exact = proposalTable({ tokens: [1, 2, 3, 4], weights: steps }, all);
    const noisy = proposalTable(
      { tokens: [2, 4, 1, 3], weights: [1, 3, 0, 2].map((at) => (steps[at] as number) * (1 + 1e-7 * (at - 2))) },
      all,
    );
    expect(noisy).toEqual(exact);
  });
});

describe('drawFromTable', () => {
  const table = proposalTable({ tokens: [4, 9, 2, 7], weights: [0.5, 0.25, 0.125, 0.125] }, all);

  it.each([
    [0, 4],
    [0.4999, 4],
    [0.5, 9],
    [0.7499, 9],
    [0.75, 2],
    [0.875, 7],
    [1 - 2 ** -53, 7],
  ])('draws at %d', (uniform, token) => {
    expect(drawFromTable(table, fixed(uniform))).toBe(token);
  });

  it('draws by weight', () => {
    const random = randomStream({ seed: 3, probe: 0, step: 0, purpose: 'substitutes' });
    const counts = new Map<number, number>();
    const draws = 20_000;
    for (let index = 0; index < draws; index++) {
      const token = drawFromTable(table, random);
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    // Five standard deviations of a binomial share are below .018 at 20,000 draws.
    expect((counts.get(4) as number) / draws).toBeCloseTo(0.5, 1);
    expect(Math.abs((counts.get(9) as number) / draws - 0.25)).toBeLessThan(0.018);
    expect(Math.abs((counts.get(7) as number) / draws - 0.125)).toBeLessThan(0.018);
  });

  it('never draws what is not in the table', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (proposed, uniform) => {
          const made = proposalTable(
            { tokens: proposed.map(([token]) => token), weights: proposed.map(([, w]) => w) },
            all,
          );
          expect(made.tokens).toContain(drawFromTable(made, fixed(uniform)));
        },
      ),
    );
  });
});
