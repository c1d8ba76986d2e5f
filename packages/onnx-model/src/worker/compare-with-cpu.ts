import type { Dtype } from '../dtype.ts';
import { Failure } from './failure.ts';
import { largestDifference, scatteredRows } from './scattered-rows.ts';
import type { ThreadModel } from './thread-model.ts';

export interface ComparedDevice {
  readonly device: string;
  readonly dtype: Dtype;
  readonly maxContext: number;
}

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
  device: ComparedDevice,
): Promise<number> {
  const { allowed, largest } = await differenceFromCpu(model, cpu, device);
  if (largest <= allowed) return largest;
  const message = `${otherNumbers(device.device, largest, allowed)}: take device cpu, or another dtype`;
  throw new Failure('ENGINE_FAILED', message);
}

/** The same for who goes on with the CPU. */
export async function differenceFromCpu(
  model: Pick<ThreadModel, 'distributions' | 'vocabulary'>,
  cpu: Pick<ThreadModel, 'distributions'>,
  { dtype, maxContext }: Pick<ComparedDevice, 'dtype' | 'maxContext'>,
): Promise<{ readonly largest: number; readonly allowed: number }> {
  const allowed = dtype === 'fp32' ? 1e-3 : 5e-2;
  let largest = 0;
  for (const length of new Set(lengths.map((wanted) => Math.min(wanted, maxContext)))) {
    const some = scatteredRows(rows, length, model.vocabulary);
    largest = Math.max(largest, largestDifference(await model.distributions(some), await cpu.distributions(some)));
  }
  return { largest, allowed };
}

export function otherNumbers(device: string, largest: number, allowed: number): string {
  return (
    `on ${device} the model gives other numbers than on the CPU (ln p differs by ${largest.toPrecision(2)}, and ` +
    `${allowed} is allowed)`
  );
}
