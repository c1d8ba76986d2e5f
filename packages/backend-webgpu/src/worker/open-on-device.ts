import {
  differenceFromCpu,
  editGraph,
  messageOf,
  openEditedModel,
  openWholeModel,
  otherNumbers,
  type ThreadModel,
} from '@reagent/onnx-model/worker';
import type { WebDevice } from '../device.ts';
import type { Fallback, WorkerStart } from '../protocol.ts';
import { openSession, type GraphSource } from './open-session.ts';

/** A model on the device that was wished, or on WASM with the reason why. */
export interface OnDevice {
  readonly model: ThreadModel;
  readonly device: WebDevice;
  readonly fallback: Fallback | null;
  /** Largest difference of a log-probability between WebGPU and WASM; `null` on WASM. */
  readonly largestDifference: number | null;
}

/**
 * WebGPU can be silently wrong, so its numbers are compared with WASM's first, on this machine, with this model. Where
 * it has no adapter, cannot load the model or gives other numbers, the model is run on WASM.
 * Throws `MODEL_INVALID` for what WASM cannot load.
 */
export async function openOnDevice(start: WorkerStart, source: GraphSource): Promise<OnDevice> {
  // This build of ONNX Runtime has no float64 in old operator sets, and graphics processors have none at all.
  const edit = editGraph(source.bytes, start, { precision: 'float32' });
  const open = async (device: WebDevice): Promise<ThreadModel> =>
    edit.edited
      ? openEditedModel(await openSession({ ...source, bytes: edit.bytes }, device), edit.description, start)
      : openWholeModel(await openSession(source, device), edit, start);
  const onWasm = await open('wasm');
  if (start.device === 'wasm') return { model: onWasm, device: 'wasm', fallback: null, largestDifference: null };
  const fallBack = (because: string): OnDevice => {
    return { model: onWasm, device: 'wasm', fallback: { from: 'webgpu', because }, largestDifference: null };
  };
  if (!(await hasAdapter())) return fallBack('the browser has no WebGPU adapter here');
  let onGpu: ThreadModel | undefined;
  try {
    onGpu = await open('webgpu');
    const { largest, allowed } = await differenceFromCpu(onGpu, onWasm, start);
    if (largest <= allowed) {
      await onWasm.release();
      return { model: onGpu, device: 'webgpu', fallback: null, largestDifference: largest };
    }
    await onGpu.release();
    return fallBack(otherNumbers('webgpu', largest, allowed));
  } catch (error) {
    await onGpu?.release().catch(() => undefined);
    return fallBack(messageOf(error));
  }
}

async function hasAdapter(): Promise<boolean> {
  const { gpu } = navigator as { readonly gpu?: { requestAdapter(): Promise<unknown> } };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter !== undefined && adapter !== null;
}
