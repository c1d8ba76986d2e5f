import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inParts } from './in-parts.ts';

const asked = fc.array(fc.record({ tokens: fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }) }), { maxLength: 30 });

it('cuts nothing that fits, and cuts in order so that each part fits', () => {
  fc.assert(
    fc.property(asked, fc.boolean(), fc.integer({ min: 18, max: 25 }), (rows, perToken, bits) => {
      const parts = inParts(rows, 2 ** bits, perToken);
      expect(parts.flat()).toEqual(rows);
      for (const part of parts) {
        const widest = perToken ? Math.max(...part.map(({ tokens }) => tokens.length)) : 0;
        // One row must be asked, however large the vocabulary is.
        if (part.length > 1) expect(part.length * (4 + widest) * 2 ** bits).toBeLessThanOrEqual(2 ** 26);
      }
    }),
  );
  expect(inParts([{ tokens: [1] }, { tokens: [2] }], 50_000, true)).toHaveLength(1);
});
