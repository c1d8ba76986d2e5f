import type { Dtype } from '../dtype.ts';
import { Failure } from './failure.ts';
import { largestDifference, scatteredRows } from './scattered-rows.ts';
import type { ThreadModel } from './thread-model.ts';

const rows = 4;
const lengths = [5, 12];

/**
 * A graphics processor can be wrong without an error (transformers.js 1728, 1512, 1286): at start its numbers are
 * compared with the CPU's. Gives the largest difference of a log-probability. Throws `ENGINE_FAILED` above 1e-3 for
 * float32 and 5e-2 for fewer bits.
 */
export async function compareWithCpu(
  model: Pick<ThreadModel, 'distributions' | 'vocabulary'>,
  cpu: Pick<ThreadModel, 'distributions'>,
  { device, dtype, maxContext }: { readonly device: string; readonly dtype: Dtype; readonly maxContext: number },
): Promise<number> {
  const allowed = dtype === 'fp32' ? 1e-3 : 5e-2;
  let largest = 0;
  for (const length of new Set(lengths.map((wanted) => Math.min(wanted, maxContext)))) {
    const some = scatteredRows(rows, length, model.vocabulary);
    largest = Math.max(largest, largestDifference(await model.distributions(some), await cpu.distributions(some)));
  }
  if (largest <= allowed) return largest;
  throw new Failure(
    'ENGINE_FAILED',
    `on ${device} the model gives other numbers than on the CPU (ln p differs by ${largest.toPrecision(2)}, and ` +
      `${allowed} is allowed): take device cpu, or another dtype`,
  );
}
