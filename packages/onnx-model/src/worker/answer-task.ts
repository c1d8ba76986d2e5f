import type { Task, TaskAnswer } from '../protocol.ts';
import type { ThreadModel } from './thread-model.ts';

export async function answerTask(model: ThreadModel, task: Task): Promise<TaskAnswer> {
  return task.kind === 'score' ? model.score(task) : model.top(task);
}

/** What of an answer is handed over instead of copied. */
export function buffersOf(answer: TaskAnswer): ArrayBuffer[] {
  return Object.values(answer).flatMap((part: unknown) =>
    ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : [],
  );
}
