import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What goes wrong with one answer. */
export type Fault =
  | { readonly status: number; readonly errorCode?: string }
  /** The connection ends after that many bytes of the body. */
  | { readonly cutAfter: number }
  /** Well-formed answers with another body. */
  | { readonly body: Buffer }
  | { readonly pauseBetween: number }
  | 'hang';

export interface SeenRequest {
  readonly server: 'hub' | 'store';
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

export interface LocalHub {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Faults by the end of the path; the first of a list is used up by one request. */
  readonly faults: Map<string, Fault[]>;
  commit: string;
  /** The listing gives names only, as simple mirrors do. */
  namesOnly: boolean;
  files: Map<string, Buffer>;
  close(): Promise<void>;
}

/** A folder's files, by path. */
export function filesOf(folder: URL): Map<string, Buffer> {
  const root = fileURLToPath(folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(root, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(root, path))]));
}

/**
 * The Hub's addresses on this machine, for one repository: the list of files, and `resolve`, which leads on to a second
 * server for large files, as the Hub's do.
 */
export async function startLocalHub(files: Map<string, Buffer>, repository = 'some-one/some-model'): Promise<LocalHub> {
  const seen: SeenRequest[] = [];
  const note = (server: 'hub' | 'store', { url = '', headers }: IncomingMessage): void =>
    void seen.push({ server, path: url, authorization: headers.authorization, range: headers.range });
  const store = await listen(async (request, response) => {
    note('store', request);
    await sendFile(hub, request, response, request.url?.slice('/store/'.length) ?? '');
  });
  const front = await listen(async (request, response) => {
    note('hub', request);
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const resolve = `/${repository}/resolve/${hub.commit}/`;
    if (path.startsWith(`/api/models/${repository}/revision/`)) return sendListing(hub, path, response);
    if (!path.startsWith(resolve)) return void response.writeHead(404).end();
    const file = path.slice(resolve.length);
    if (isLarge(file)) return void response.writeHead(302, { location: `${addressOf(store)}/store/${file}` }).end();
    await sendFile(hub, request, response, file);
  });
  const hub: LocalHub = {
    url: addressOf(front),
    seen,
    faults: new Map(),
    commit: '0123456789abcdef0123456789abcdef01234567',
    namesOnly: false,
    files,
    close: async () => void (await Promise.all([front, store].map(stop))),
  };
  return hub;
}

const isLarge = (path: string): boolean => path.includes('.onnx');

function takeFault(hub: LocalHub, path: string): Fault | undefined {
  for (const [end, faults] of hub.faults) if (path.endsWith(end)) return faults.shift();
  return undefined;
}

function sendListing(hub: LocalHub, path: string, response: ServerResponse): void {
  const fault = takeFault(hub, path);
  if (fault !== undefined && typeof fault === 'object' && 'status' in fault) return sendStatus(response, fault);
  const siblings = [...hub.files].map(([rfilename, data]) => {
    if (hub.namesOnly) return { rfilename };
    const blobId = createHash('sha1').update(`blob ${data.length}\0`).update(data).digest('hex');
    const sha256 = createHash('sha256').update(data).digest('hex');
    return {
      rfilename,
      size: data.length,
      blobId,
      ...(isLarge(rfilename) ? { lfs: { sha256, size: data.length } } : {}),
    };
  });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 'x', sha: hub.commit, siblings }));
}

function sendStatus(response: ServerResponse, { status, errorCode }: { status: number; errorCode?: string }): void {
  response.writeHead(status, errorCode === undefined ? {} : { 'x-error-code': errorCode }).end('{"error":"no"}');
}

async function sendFile(
  hub: LocalHub,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const fault = takeFault(hub, path);
  const whole = hub.files.get(path);
  if (whole === undefined) return void response.writeHead(404).end();
  if (typeof fault === 'object' && 'status' in fault) return sendStatus(response, fault);
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = typeof fault === 'object' && 'body' in fault ? fault.body : whole.subarray(from);
  response.statusCode = from > 0 ? 206 : 200;
  if (from > 0) response.setHeader('content-range', `bytes ${from}-${whole.length - 1}/${whole.length}`);
  response.setHeader('content-length', body.length);
  if (fault === 'hang') return void response.write(body.subarray(0, 1000));
  if (typeof fault === 'object' && 'cutAfter' in fault) {
    response.write(body.subarray(0, fault.cutAfter), () => setTimeout(() => response.destroy(), 50));
    return;
  }
  if (typeof fault !== 'object' || !('pauseBetween' in fault)) return void response.end(body);
  for (let at = 0; at < body.length; at += 20_000) {
    response.write(body.subarray(at, at + 20_000));
    await pause(fault.pauseBetween);
  }
  response.end();
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
