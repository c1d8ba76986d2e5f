import { describe, expect, it } from 'vitest';
import { separable } from './separation.ts';
import { handMadeFit } from '../test/hand-made-state.ts';

describe('separable', () => {
  it('compares the difference with its own standard error', () => {
    // Independent: √(1 + 1) = 1.414, times 2.8 = 3.96.
    const fit = handMadeFit({ beta: [5, 1.1, 1], error: 1 });
    expect(separable(fit, 0, 2)).toBe(true);
    expect(separable(fit, 0, 1)).toBe(false);
  });

  it('is symmetric, and false of a unit and itself', () => {
    const fit = handMadeFit({ beta: [5, 1, 1], error: 1 });
    expect(separable(fit, 2, 0)).toBe(true);
    expect(separable(fit, 1, 1)).toBe(false);
    expect(separable(fit, 1, 2, 0)).toBe(false);
  });

  it('uses the covariance', () => {
    const difference = { beta: [2, 1], error: 1 };
    expect(separable(handMadeFit({ ...difference, correlation: 0.95 }), 0, 1)).toBe(true); // 2.8 · √.1 = .885
    expect(separable(handMadeFit({ ...difference, correlation: 0.9 }), 0, 1)).toBe(false); // 2.8 · √.2 = 1.25
  });

  it('takes rounding below zero as no variance', () => {
    expect(
      separable(
        {
          beta: [1, 0],
          covariance: (a, b) => (a === b ? 1 : 1 + 1e-12),
        },
        0,
        1,
      ),
    ).toBe(true);
  });

  it('takes another z, and refuses what is none', () => {
    const fit = handMadeFit({ beta: [2, 0], error: 1 });
    expect(separable(fit, 0, 1)).toBe(false);
    expect(separable(fit, 0, 1, 1)).toBe(true);
    expect(() => separable(fit, 0, 1, -1)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(() => separable(fit, 0, 2)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});
