/** Most tasks that the thread has at a time: one that it is at, and one that it goes on with without waiting for a message. */
export const mostSent = 2;

/** Which of the tasks that the thread has are not wanted any more: memory that both threads see, since one in a native call reads no messages. */
export type SkippedTasks = Int32Array<SharedArrayBuffer>;

export function createSkippedTasks(): SkippedTasks {
  return new Int32Array(new SharedArrayBuffer(mostSent * Int32Array.BYTES_PER_ELEMENT));
}

/** Ids follow each other, from 1 on, so that each task that is sent has a place of its own. */
export function skipTask(skipped: SkippedTasks, id: number): void {
  Atomics.store(skipped, id % mostSent, id);
}

export function isSkipped(skipped: SkippedTasks, id: number): boolean {
  return Atomics.load(skipped, id % mostSent) === id;
}
