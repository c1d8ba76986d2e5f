import fc from 'fast-check';
import { expect, it } from 'vitest';
import { topTokens } from './top-tokens.ts';

it.each([1, 5, 300])('lists the %d largest as sorting does, the lower id first among equals', (k) => {
  const logits = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-Infinity)), {
    minLength: 300,
    maxLength: 400,
  });
  fc.assert(
    fc.property(logits, (values) => {
      const sorted = values
        .map((_, id) => id)
        .sort((a, b) => (values[a] === values[b] ? a - b : values[b]! - values[a]!));
      expect([...topTokens(Float32Array.from(values), k)]).toEqual(sorted.slice(0, k));
    }),
  );
});
