import { EventEmitter } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../src/run.ts';
import type { Surroundings } from '../src/surroundings.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line without a process of its own: what it would print, and its exit code. */
export async function reagent(...args: string[]): Promise<Outcome> {
  return reagentIn({}, ...args);
}

/** With these variables in its environment. */
export async function reagentIn(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> {
  return runIn({ env, stdin: '' }, args);
}

/** With this on stdin. */
export async function reagentReading(stdin: string, ...args: string[]): Promise<Outcome> {
  return runIn({ env: {}, stdin }, args);
}

async function runIn(
  { env, stdin }: { readonly env: Readonly<Record<string, string>>; readonly stdin: string },
  args: readonly string[],
): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const signals = new EventEmitter();
  const surroundings = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    once: signals.once.bind(signals),
    removeListener: signals.removeListener.bind(signals),
  } as unknown as Surroundings;
  const code = await run(args, surroundings);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
