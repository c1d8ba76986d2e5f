import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createClient, type Server } from '../src/client/client.ts';
import { closed, listen, readBody } from './toy-server/loopback.ts';

/** What was recorded. */
export interface Recorded {
  readonly request: { readonly method: string; readonly path: string; readonly body: Record<string, unknown> };
  // eslint-disable-next-line typescript/no-explicit-any -- bodies have the form of their server
  readonly response: { readonly status: number; readonly body: any };
}

export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Recorded;
}

/** Lends a server that gives recorded answers, each route its own in order, and tells what was asked. */
export async function withRecorded<T>(
  answers: readonly Recorded[],
  use: (server: Server, bodies: readonly unknown[]) => Promise<T>,
): Promise<T> {
  const bodies: unknown[] = [];
  const left = [...answers];
  const server = createServer((message, response) => {
    void readBody(message).then((body) => {
      bodies.push(body);
      const at = left.findIndex(({ request }) => request.path === message.url && request.method === message.method);
      const [found] = at === -1 ? [] : left.splice(at, 1);
      const { status, body: answer } = found?.response ?? { status: 404, body: { detail: 'Not Found' } };
      return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  const base = await listen(server);
  try {
    const retries = { times: 0, firstDelay: 0, longestDelay: 0 };
    const settings = { apiKey: undefined, concurrency: 1, timeoutSeconds: 20, retries, budget: {} };
    return await use(createClient({ ...settings, url: { base, host: 'replay' } }).within(undefined), bodies);
  } finally {
    await closed(server);
  }
}
