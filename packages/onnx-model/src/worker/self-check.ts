import type { SelfCheck } from '../protocol.ts';
import { rowsBetween, type Rows } from './feeds.ts';
import { largestDifference, scatteredRows } from './scattered-rows.ts';
import type { ThreadModel } from './thread-model.ts';

/** Float32 logits of usual size have about 1e-6 of noise in their last bits; what is above this is another number. */
const lastBits = 1e-4;
/** A single token takes another way through matrix products. */
const lengths = [1, 5, 12];
/** Rows of the batch that are also run alone. */
const compared = 4;

/**
 * Finds out what a row's numbers owe to its neighbours: scattered rows alone, in pairs and in the largest batch. Where the
 * graph holds an operator that couples rows, equal bits were luck.
 */
export async function selfCheck(
  model: Pick<ThreadModel, 'distributions' | 'vocabulary' | 'graph'>,
  limits: { readonly maxContext: number; readonly batchSize: number },
): Promise<SelfCheck> {
  const { vocabulary } = model;
  const batches = [...new Set([2, limits.batchSize])].filter((rows) => rows > 1);
  const distributions = async (rows: Rows): Promise<Float64Array[]> => {
    const all = await model.distributions(rows);
    return Array.from({ length: rows.rows }, (_, row) => all.subarray(row * vocabulary, (row + 1) * vocabulary));
  };
  let identical = true;
  let largest = 0;
  for (const length of new Set(lengths.map((wanted) => Math.min(wanted, limits.maxContext)))) {
    const rows = scatteredRows(Math.max(limits.batchSize, compared), length, vocabulary);
    const alone: Float64Array[] = [];
    for (let row = 0; row < compared; row++) alone.push(...(await distributions(rowsBetween(rows, row, row + 1))));
    for (const batch of batches) {
      for (let from = 0; from < compared; from += batch) {
        const together = await distributions(rowsBetween(rows, from, from + batch));
        together.slice(0, compared - from).forEach((one, index) => {
          const single = alone[from + index] as Float64Array;
          if (sameBits(one, single)) return;
          identical = false;
          largest = Math.max(largest, largestDifference(one, single));
        });
      }
    }
  }
  const coupled = Object.keys(model.graph.coupledBy).length > 0;
  const rowIndependence = coupled || largest > lastBits ? 'none' : identical ? 'bitwise' : 'tolerance';
  return { rowIndependence, batches: [1, ...batches], largestDifference: largest };
}

function sameBits(one: Float64Array, other: Float64Array): boolean {
  const bits = bitsOf(other);
  return one.length === other.length && bitsOf(one).every((bit, index) => bit === bits[index]);
}

function bitsOf(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.buffer, values.byteOffset, values.length);
}
