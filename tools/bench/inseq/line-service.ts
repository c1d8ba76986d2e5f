import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that answers a line on its standard output to every line on its standard input, both JSON. */
export interface LineService {
  /** What it said of itself when it was ready. */
  readonly ready: unknown;
  ask(request: object): Promise<unknown>;
  close(): Promise<void>;
}

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts it, and waits until it is ready. Rejects, with the end of what it wrote to standard error, where it ends. */
export async function startService(program: Program): Promise<LineService> {
  const child = spawn(program.command, program.arguments, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...program.environment },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  child.stdin.on('error', () => {}); // the end of the program is told below
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`${program.name} ended (${code ?? 'by a signal'}): ${said.trim()}`)),
    );
  });
  ended.catch(() => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await Promise.race([lines.next(), ended]);
    return done === true ? ended : JSON.parse(value as string);
  };
  return {
    ready: await answer(),
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    async close() {
      child.stdin.end();
      await ended.catch(() => {});
    },
  };
}
