import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { llamaCpp } from './install-llama-cpp.mjs';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts llama.cpp's server with the real model, and waits until it listens. */
export async function startLlamaCppServer(slots: number, context: number): Promise<RunningServer> {
  const port = await freePort();
  const parameters = [llamaCpp.server, llamaCpp.model, String(port), String(slots), String(context)];
  const server = spawn(llamaCpp.python, parameters, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const listening = (async () => {
    for await (const line of createInterface(server.stdout)) if (line.startsWith('listening')) return;
    throw new Error('llama.cpp’s server ended before it listened');
  })();
  await listening;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
