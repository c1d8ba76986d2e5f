import { Failure, messageOf, type GraphSession, type PlainTensor } from '@reagent/onnx-model/worker';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { WebDevice } from '../device.ts';
import type { EngineFiles } from '../protocol.ts';

/** A graph's bytes with those of its weights that lie in other files. */
export interface GraphSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
}

/** Before the first session. */
export function setUpEngine({ mjs, wasm }: EngineFiles, threads: number): void {
  env.wasm.wasmPaths = { mjs, wasm };
  env.wasm.numThreads = threads;
  env.logLevel = 'fatal'; // what goes wrong is thrown; nothing is printed
}

export function engineName(): string {
  return `onnxruntime-web ${env.versions.web ?? env.versions.common}`;
}

/** Throws `MODEL_INVALID` for what ONNX Runtime cannot load. */
export async function openSession(
  { name, bytes, externalData }: GraphSource,
  device: WebDevice,
): Promise<GraphSession> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      externalData,
    });
  } catch (cause) {
    throw new Failure('MODEL_INVALID', `${name} cannot be loaded on ${device}: ${reasonOf(cause)}`, { cause });
  }
  return {
    inputs: session.inputMetadata.map((input) =>
      input.isTensor
        ? { name: input.name, type: input.type, sizes: input.shape }
        : { name: input.name, type: 'none', sizes: null },
    ),
    outputNames: session.outputNames,
    async run(given, fetched) {
      const feeds = Object.entries(given).map(([key, tensor]) => [key, engineTensor(tensor)] as const);
      const results = await session.run(Object.fromEntries(feeds), fetched);
      const found = Object.entries(results).map(([key, { type, data, dims }]) => [key, { type, data, sizes: dims }]);
      return Object.fromEntries(found) as Readonly<Record<string, PlainTensor>>;
    },
    release: () => session.release(),
  };
}

/** What C++ throws may reach JavaScript as an address only. */
function reasonOf(cause: unknown): string {
  const message = messageOf(cause);
  return /^\d+$/.test(message) ? 'ONNX Runtime gives no reason' : message;
}

function engineTensor({ type, data, sizes }: PlainTensor): Tensor {
  return new Tensor(type as 'float32', data as Float32Array, sizes);
}
