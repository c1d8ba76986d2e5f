import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const folderOf = (url: string): string => fileURLToPath(new URL(url, import.meta.url));

/** What a site would have beside its pages: ONNX Runtime's files and models; `small` is for what is slow. */
const folders: Readonly<Record<string, string>> = {
  '/engine/': folderOf('../node_modules/onnxruntime-web/dist/'),
  '/small/': folderOf('../../backend-onnx-node/fixtures/'),
  '/tiny/': folderOf('../../tiny/models/'),
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** With these a page is cross-origin isolated, and may have threads. */
export const isolation: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves files out of folders by the first part of their path, or what follows on a beginning; `false`: there is no such file. */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  served: Readonly<Record<string, string>> = folders,
): boolean {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname));
  const [prefix, folder] = Object.entries({ ...folders, ...served }).find(([start]) => path.startsWith(start)) ?? [];
  if (prefix === undefined || folder === undefined) return false;
  const file = join(folder, path.slice(prefix.length));
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  const { size, mtimeMs } = statSync(file);
  const etag = `"${size}-${mtimeMs}"`;
  const start = startOf(request, etag);
  response.writeHead(start === 0 ? 200 : 206, {
    ...isolation,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': size - start,
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: etag,
    ...(start === 0 ? {} : { 'Content-Range': `bytes ${start}-${size - 1}/${size}` }),
  });
  createReadStream(file, { start }).pipe(response);
  return true;
}

/** Where the wanted part begins; 0: the whole file is wanted, or another one than this. */
function startOf({ headers }: IncomingMessage, etag: string): number {
  const isThis = headers['if-range'] === undefined || headers['if-range'] === etag;
  return isThis ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
}
