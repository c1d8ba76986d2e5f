import { InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import type { Device } from '../device.ts';
import type { WorkerStart } from '../protocol.ts';
import { Failure, messageOf } from './failure.ts';

/** Where the engine finds a graph: a file, or bytes whose weights may lie in files of a folder. */
export type GraphSource = { readonly file: string } | { readonly bytes: Uint8Array; readonly weightsFolder: string };

/** Throws `MODEL_INVALID` for what ONNX Runtime cannot load, `INVALID_OPTION` for a device that it does not have. */
export async function openSession(
  source: GraphSource,
  { graphName, device, threads }: Pick<WorkerStart, 'graphName' | 'device' | 'threads'>,
): Promise<InferenceSession> {
  throwIfMissing(device);
  const session = {
    intra_op: { allow_spinning: '0' }, // measured: quicker for small runs and on busy machines
    ...('bytes' in source ? { model_external_initializers_file_folder_path: source.weightsFolder } : {}),
  };
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
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
    const on = device === 'cpu' ? '' : ` on ${device}`;
    throw new Failure('MODEL_INVALID', `${graphName} cannot be loaded${on}: ${messageOf(cause)}`, { cause });
  }
}

function throwIfMissing(device: Device): void {
  const there = listSupportedBackends().map(({ name }) => name);
  if (there.includes(device)) return;
  throw new Failure('INVALID_OPTION', `ONNX Runtime has no ${device} here; device can be ${there.join(' or ')}`);
}
