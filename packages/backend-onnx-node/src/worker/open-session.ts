import { Failure, messageOf, type GraphSession, type PlainTensor, type SessionInput } from '@reagent/onnx-model/worker';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import type { Device } from '../device.ts';
import { throughGate, type NativeGate } from '../native-gate.ts';
import type { WorkerStart } from '../protocol.ts';
import { sessionOptions } from '../session-options.ts';

/** Where the engine finds a graph: a file, or bytes whose weights may lie in files of a folder. */
export type GraphSource = { readonly file: string } | { readonly bytes: Uint8Array; readonly weightsFolder: string };

type Start = Pick<WorkerStart, 'graphName' | 'device' | 'threads'>;

/** Opens a graph whose native calls all go through the gate. Throws `MODEL_INVALID` for what ONNX Runtime cannot load, `INVALID_OPTION` for a device that it does not have. */
export async function openSession(source: GraphSource, start: Start, gate: NativeGate): Promise<GraphSession> {
  const session = await throughGate(gate, () => create(source, start));
  return {
    inputs: session.inputMetadata.map(describeInput),
    outputNames: session.outputNames,
    async run(given, fetched) {
      const feeds = Object.entries(given).map(([name, tensor]) => [name, engineTensor(tensor)] as const);
      const results = await throughGate(gate, () => session.run(Object.fromEntries(feeds), fetched));
      const found = Object.entries(results).map(([name, { type, data, dims }]) => [name, { type, data, sizes: dims }]);
      return Object.fromEntries(found) as Readonly<Record<string, PlainTensor>>;
    },
    release: () => throughGate(gate, () => session.release()),
  };
}

function describeInput(input: InferenceSession.ValueMetadata): SessionInput {
  return input.isTensor
    ? { name: input.name, type: input.type, sizes: input.shape }
    : { name: input.name, type: 'none', sizes: null };
}

function engineTensor({ type, data, sizes }: PlainTensor): Tensor {
  return new Tensor(type as 'float32', data as Float32Array, sizes);
}

async function create(source: GraphSource, { graphName, device, threads }: Start): Promise<InferenceSession> {
  throwIfMissing(device);
  const weightsFolder = 'bytes' in source ? source.weightsFolder : undefined;
  const options = sessionOptions({ device, threads, weightsFolder });
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
