/**
 * ONNX Runtime aborts the whole process if its thread is ended in the middle of a native call, as `process.exit` does.
 * So a program that exits waits for the call under way, and no new one begins. The gate is memory that both threads see.
 */
export type NativeGate = Int32Array<SharedArrayBuffer>;

const open = 0;
const inUse = 1;
const shut = 2;

/** A call that has not ended by then is given up: better a crash than a program that does not end. */
const longestWait = 30_000;

export function createGate(): NativeGate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** In the model's thread: makes a native call, unless the program is about to exit. */
export async function throughGate<Value>(gate: NativeGate, call: () => Promise<Value>): Promise<Value> {
  // Nothing wakes this: the thread is ended here.
  if (Atomics.compareExchange(gate, 0, open, inUse) === shut) Atomics.wait(gate, 0, shut);
  try {
    return await call();
  } finally {
    Atomics.compareExchange(gate, 0, inUse, open);
    Atomics.notify(gate, 0);
  }
}

/** In the program's thread, for as long as a model is loaded. Gives the function that ends it. */
export function shutAtExit(gate: NativeGate): () => void {
  const atExit = (): void => shutGate(gate);
  process.on('exit', atExit);
  return () => process.off('exit', atExit);
}

function shutGate(gate: NativeGate): void {
  const end = Date.now() + longestWait;
  while (Atomics.compareExchange(gate, 0, open, shut) === inUse && Date.now() < end) {
    Atomics.wait(gate, 0, inUse, end - Date.now());
  }
}
