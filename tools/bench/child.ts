import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a module of ours in a process of its own, gives it a task, and waits for the one message that it sends back. */
export function runChild<Answer>(module: URL, task: object, flags: readonly string[] = []): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(module), [JSON.stringify(task)], { execArgv: [...process.execArgv, ...flags] });
    let answer: { readonly value: Answer } | undefined;
    child.once('message', (message) => (answer = { value: message as Answer }));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (answer === undefined) reject(new Error(`the process of ${module.pathname} ended with ${code}`));
      else resolve(answer.value);
    });
  });
}

/** In the process: what it was asked. */
export function taskOf<Task>(): Task {
  return JSON.parse(process.argv[2] as string) as Task;
}

/** In the process: the one message; then it may end. */
export function answer(value: object): void {
  process.send?.(value, undefined, undefined, () => process.disconnect());
}
