import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
// Threads too must read TypeScript from source; the built program needs none of this.
export const flags: readonly string[] = [
  '--conditions=@reagent/source',
  '--import',
  new URL('tools/register-typescript.mjs', `file://${root}`).href,
];

/** The command line as a process of its own, from source. */
export function startChild(args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(process.execPath, [...flags, main, ...args], { cwd: root, env: { ...inherited, ...env } });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (texts.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (texts.stderr += chunk));
  return {
    process: child,
    async stderrHas(words) {
      while (!texts.stderr.includes(words)) {
        const closed = once(child, 'close').then(() => true);
        if (await Promise.race([once(child.stderr, 'data').then(() => false), closed])) break;
      }
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
      return { code: child.exitCode, ...texts };
    },
  };
}

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Waits until stderr has the words, or the process ends. */
  stderrHas(words: string): Promise<void>;
  end(): Promise<{ code: number | null; stdout: string; stderr: string }>;
}
