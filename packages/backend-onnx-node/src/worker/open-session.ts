import { InferenceSession } from 'onnxruntime-node';
import type { WorkerStart } from '../protocol.ts';
import { Failure, messageOf } from './failure.ts';

/** Where the engine finds a graph: a file, or bytes whose weights may lie in files of a folder. */
export type GraphSource = { readonly file: string } | { readonly bytes: Uint8Array; readonly weightsFolder: string };

/** Throws `MODEL_INVALID` for what ONNX Runtime cannot load. */
export async function openSession(
  source: GraphSource,
  { graphName, threads }: Pick<WorkerStart, 'graphName' | 'threads'>,
): Promise<InferenceSession> {
  const session = {
    intra_op: { allow_spinning: '0' }, // measured: quicker for small runs and on busy machines
    ...('bytes' in source ? { model_external_initializers_file_folder_path: source.weightsFolder } : {}),
  };
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4, // what goes wrong is thrown; nothing is printed
    extra: { session },
  };
  try {
    return await ('bytes' in source
      ? InferenceSession.create(source.bytes, options)
      : InferenceSession.create(source.file, options));
  } catch (cause) {
    throw new Failure('MODEL_INVALID', `${graphName} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}
