import type { InferenceSession } from 'onnxruntime-node';
import type { WorkerStart } from './protocol.ts';

export interface SessionChoices extends Pick<WorkerStart, 'device' | 'threads'> {
  /** Where weights in other files lie, for a graph from memory. */
  readonly weightsFolder?: string | undefined;
  /**
   * How long a thread with nothing to do looks for work before it sleeps; `Infinity`: as long as the engine likes. Default:
   * 10, which bridges the gaps between operators and takes little where neighbours are busy (docs/benchmarks.md, defaults).
   */
  readonly spinMicroseconds?: number | undefined;
}

/** How ONNX Runtime is told to run a graph: for those who compare the backend with it alone. */
export function sessionOptions({
  device,
  threads,
  weightsFolder,
  spinMicroseconds = 10,
}: SessionChoices): InferenceSession.SessionOptions {
  const session = {
    intra_op: spinning(spinMicroseconds),
    ...(weightsFolder === undefined ? {} : { model_external_initializers_file_folder_path: weightsFolder }),
  };
  return {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4, // what goes wrong is thrown; nothing is printed
    extra: { session },
  };
}

function spinning(microseconds: number): Readonly<Record<string, string>> {
  if (microseconds === 0) return { allow_spinning: '0' };
  if (microseconds === Infinity) return { allow_spinning: '1' };
  return { allow_spinning: '1', spin_duration_us: `${microseconds}` };
}
