import type { SelfCheck } from '../protocol.ts';
import type { Rows } from './feeds.ts';
import { logProbability, summarise } from './scoring.ts';
import type { Session } from './session.ts';

/** Float32 logits of usual size have about 1e-6 of noise in their last bits; what is above this is another number. */
const lastBits = 1e-4;
const lengths = [5, 12];
/** Rows of the batch that are also run alone. */
const compared = 4;

/** Finds out what a row's numbers owe to its neighbours: scattered rows alone, in pairs and in the largest batch. */
export async function selfCheck(
  session: Session,
  limits: { readonly width: number; readonly maxContext: number; readonly batchSize: number },
): Promise<SelfCheck> {
  const batches = [...new Set([2, limits.batchSize])].filter((rows) => rows > 1);
  let identical = true;
  let largest = 0;
  for (const length of new Set(lengths.map((wanted) => Math.min(wanted, limits.maxContext)))) {
    const rows = scatteredRows(Math.max(limits.batchSize, compared), length, limits.width);
    const alone: Float32Array[] = [];
    for (let row = 0; row < compared; row++) alone.push(...(await lastLogits(session, slice(rows, row, row + 1))));
    for (const batch of batches) {
      for (let from = 0; from < compared; from += batch) {
        const together = await lastLogits(session, slice(rows, from, from + batch));
        together.slice(0, compared - from).forEach((logits, index) => {
          const single = alone[from + index] as Float32Array;
          if (Buffer.compare(bytesOf(logits), bytesOf(single)) === 0) return;
          identical = false;
          largest = Math.max(largest, difference(logits, single));
        });
      }
    }
  }
  const rowIndependence = identical ? 'bitwise' : largest <= lastBits ? 'tolerance' : 'none';
  return { rowIndependence, batches: [1, ...batches], largestDifference: largest };
}

function difference(one: Float32Array, other: Float32Array): number {
  const [first, second] = [summarise(one), summarise(other)];
  let largest = 0;
  for (let token = 0; token < one.length; token++) {
    const apart = Math.abs(logProbability(one, token, first) - logProbability(other, token, second));
    if (apart > largest) largest = apart;
  }
  return largest;
}

async function lastLogits(session: Session, rows: Rows): Promise<Float32Array[]> {
  const { kept, width, values } = await session.run(rows, 1);
  return Array.from({ length: rows.rows }, (_, row) => {
    const end = (row + 1) * kept * width;
    return values.slice(end - width, end);
  });
}

/** Scattered over the vocabulary by multiplicative hashing (Knuth's constant, 2^32 divided by the golden ratio). */
function scatteredRows(rows: number, length: number, width: number): Rows {
  const scatter = (index: number): number => (Math.imul(index + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
  const ids = Int32Array.from({ length: rows * length }, (_, index) => Math.floor(scatter(index) * width));
  return { rows, length, ids };
}

function slice({ length, ids }: Rows, from: number, to: number): Rows {
  return { rows: to - from, length, ids: ids.slice(from * length, to * length) };
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
