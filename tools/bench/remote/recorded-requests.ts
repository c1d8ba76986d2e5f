import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface RecordedRequest {
  readonly path: string;
  readonly body: string;
}

/** What is sent to a server while something is done with the url of a proxy in front of it. */
export async function recordedRequests(
  target: string,
  use: (url: string, requests: RecordedRequest[]) => Promise<unknown>,
): Promise<readonly RecordedRequest[]> {
  const requests: RecordedRequest[] = [];
  const server = createServer((message, response) => void passOn(message, response));
  async function passOn(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = message;
    let body = '';
    for await (const chunk of message.setEncoding('utf8')) body += chunk as string;
    if (method === 'POST') requests.push({ path, body });
    const answer = await fetch(target + path, { method, ...(method === 'POST' ? { body } : {}), headers: json });
    response.writeHead(answer.status, json).end(await answer.text());
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return requests;
}

export const json: Readonly<Record<string, string>> = { 'content-type': 'application/json' };
