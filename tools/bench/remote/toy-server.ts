import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../packages/backend-remote/test/toy-server/main.ts', import.meta.url));

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The imitation that the tests of the remote backend talk to, in a process of its own. */
export async function startToyServer(milliseconds: number): Promise<BenchServer> {
  const child = fork(program, ['vllm', String(milliseconds)]);
  const [url] = (await once(child, 'message')) as [string];
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  return { url, stop };
}
