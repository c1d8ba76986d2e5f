import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Default 120. */
  readonly secondsToStart?: number;
}

/** Starts a server on loopback, at a free port, and waits until it serves. It ends with its stdin, or when it is told to. */
export async function startServer(
  command: string,
  parametersFor: (port: number) => readonly string[],
  { environment = {}, secondsToStart = 120 }: ServerOptions = {},
): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(command, parametersFor(port), {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  const ended = once(server, 'close');
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  const failed = ended.then(() => Promise.reject(new Error(`${command} ended before it served:\n${said}`)));
  const gone = new AbortController();
  failed.catch(() => gone.abort()); // once it serves, its end is no failure
  try {
    await Promise.race([untilItServes(`${url}/health`, secondsToStart, gone.signal), failed]);
  } catch (error) {
    server.kill();
    throw error;
  }
  return { url, pid: server.pid as number, stop };
}

async function untilItServes(url: string, seconds: number, gone: AbortSignal): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && !gone.aborted) {
    const answer = await fetch(url).catch(() => null);
    await answer?.text();
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error(`nothing serves ${url} after ${seconds} s`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
