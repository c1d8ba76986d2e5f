import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createClient, type Client, type ClientSettings } from '../src/client/client.ts';
import { closed, listen } from './toy-server/loopback.ts';

export type Handler = (message: IncomingMessage, response: ServerResponse) => void;

/** Lends a server that answers as it is told, and a client of it that tries again at once. */
export async function withHandler<T>(
  handler: Handler,
  use: (client: Client, base: string) => Promise<T>,
  settings: Partial<ClientSettings> = {},
): Promise<T> {
  const server = createServer(handler);
  const base = await listen(server);
  try {
    return await use(clientOf(base, settings), base);
  } finally {
    await closed(server);
  }
}

export function clientOf(base: string, settings: Partial<ClientSettings> = {}): Client {
  return createClient({
    ...{ url: { base, host: new URL(base).host }, apiKey: undefined, concurrency: 4, timeoutSeconds: 60, budget: {} },
    retries: { times: 2, firstDelay: 0, longestDelay: 0 },
    ...settings,
  });
}

/** Answers one after the other; the last again and again. */
export function inTurn(...handlers: readonly Handler[]): Handler & { readonly calls: () => number } {
  let calls = 0;
  const handler: Handler = (message, response) => {
    (handlers[Math.min(calls++, handlers.length - 1)] as Handler)(message, response);
  };
  return Object.assign(handler, { calls: () => calls });
}

export function status(code: number, body = '', headers: Record<string, string> = {}): Handler {
  return (_, response) => void response.writeHead(code, headers).end(body);
}
