import { createServer, type ServerResponse } from 'node:http';
import { closed, listen } from './toy-server/loopback.ts';

/** What becomes of one request. */
export const faults = [
  ...([
    'none',
    'delay',
    'cut',
    'cut-body',
    'truncate',
    'duplicate',
    'reorder',
    'too-many',
    'page-500',
    'page-502',
  ] as const),
  ...([
    'fewer',
    'more',
    'nan',
    'positive',
    'wrong-token',
    'endless',
    'empty',
    'other-form',
    'drop-field',
    'wrong-index',
  ] as const),
] as const;

export type Fault = (typeof faults)[number];

export interface FaultProxy {
  readonly url: string;
  /** Told with what the next requests meet; after it, nothing. */
  schedule: Fault[];
  close(): Promise<void>;
}

/** A proxy in front of a server that breaks answers as it is told. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy = { schedule: [] as Fault[] };
  const server = createServer((message, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of message) body += String(chunk);
      const fault = proxy.schedule.shift() ?? 'none';
      const init = { method: message.method ?? 'GET', ...(body === '' ? {} : { body }) };
      // Some way on the request is sent twice: the server answers both, and the second is passed on.
      if (fault === 'duplicate') await (await fetch(target + message.url, init)).text();
      const answer = await fetch(target + message.url, init);
      meet(fault, { status: answer.status, text: await answer.text() }, response);
    })();
  });
  return Object.assign(proxy, { url: await listen(server), close: () => closed(server) });
}

function meet(fault: Fault, { status, text }: { status: number; text: string }, response: ServerResponse): void {
  const send = (code: number, body: string, headers: Record<string, string> = {}): void =>
    void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body);
  const page = `<html><body><h1>${fault}</h1></body></html>`;
  if (fault === 'delay') return void setTimeout(() => send(status, text), 2);
  if (fault === 'cut') return void response.destroy();
  if (fault === 'cut-body') {
    response.writeHead(status, { 'content-length': String(text.length) });
    return void response.write(text.slice(0, text.length / 2), () => response.destroy());
  }
  if (fault === 'truncate') return send(status, text.slice(0, text.length / 2));
  if (fault === 'too-many') return send(429, page, { 'retry-after': '0', 'content-type': 'text/html' });
  if (fault === 'page-500') return send(500, page, { 'content-type': 'text/html' });
  if (fault === 'page-502') return send(502, page, { 'content-type': 'text/html' });
  if (fault === 'empty') return send(200, '');
  if (fault === 'endless') return endless(text, response);
  return send(status, status === 200 ? broken(fault, text) : text);
}

/** Never ends: the client has to give up on its own. */
function endless(text: string, response: ServerResponse): void {
  response.writeHead(200);
  response.write(text.slice(0, -1));
}

/** Answers of vLLM and of llama.cpp: rows are `choices`, or the answer itself. */
function broken(fault: Fault, text: string): string {
  if (fault === 'none' || fault === 'duplicate') return text;
  if (fault === 'other-form') return JSON.stringify({ error: null });
  if (fault === 'nan') return text.replace(/("(?:logprob|token_id:\d+)":)-?[\d.e-]+/u, '$1NaN');
  if (fault === 'positive') return text.replace(/("(?:logprob|token_id:\d+)":)-([\d.e-]+)/gu, '$1$2');
  if (fault === 'wrong-token')
    return text.replace(/("id":|token_id:)(\d+)/gu, (_, before: string, id: string) => `${before}${Number(id) + 1}`);
  if (fault === 'drop-field') return text.replaceAll('logprob', 'log');
  const json = JSON.parse(text) as { choices?: unknown[] } | unknown[];
  const rows = Array.isArray(json) ? json : json.choices;
  if (rows === undefined) return text;
  if (fault === 'reorder') rows.reverse();
  if (fault === 'fewer') rows.pop();
  if (fault === 'more') rows.push(rows[0]);
  if (fault === 'wrong-index') rows.forEach((row) => ((row as { index: number }).index = 7));
  return JSON.stringify(json);
}
