import { expect, it } from 'vitest';
import { fromHalfFloats } from './half-floats.ts';

it('reads half-precision numbers from their bits', () => {
  // sign, 5 bits of exponent, 10 of fraction: IEEE 754-2008, binary16
  const bits = Uint16Array.of(0x0000, 0x8000, 0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x7c00, 0xfc00, 0x7e00);
  expect([...fromHalfFloats(bits)]).toEqual([0, -0, 1, -2, 0.333251953125, 65504, 2 ** -24, Infinity, -Infinity, NaN]);
});
