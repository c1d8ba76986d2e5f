import { Float16Array } from '@petamoriken/float16';

let table: Float32Array | undefined;

/** Half-precision numbers, given as their bits (Node 20 has no type for them), as single-precision ones. */
export function fromHalfFloats(bits: Uint16Array): Float32Array {
  table ??= Float32Array.from(new Float16Array(Uint16Array.from({ length: 0x10000 }, (_, index) => index).buffer));
  const values = new Float32Array(bits.length);
  for (let index = 0; index < bits.length; index++) values[index] = table[bits[index] as number] as number;
  return values;
}
