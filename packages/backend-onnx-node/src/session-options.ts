import type { InferenceSession } from 'onnxruntime-node';
import type { WorkerStart } from './protocol.ts';

export interface SessionChoices extends Pick<WorkerStart, 'device' | 'threads'> {
  /** Where weights in other files lie, for a graph from memory. */
  readonly weightsFolder?: string | undefined;
  /** Whether threads spin while they wait. Default, measured: no, quicker for small runs and on busy machines. */
  readonly spinning?: boolean | undefined;
}

/** How ONNX Runtime is told to run a graph: for those who compare the backend with it alone. */
export function sessionOptions({
  device,
  threads,
  weightsFolder,
  spinning = false,
}: SessionChoices): InferenceSession.SessionOptions {
  const session = {
    intra_op: { allow_spinning: spinning ? '1' : '0' },
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
