import { ReagentError } from '@reagent/core';
import { persist, reason, Transient } from '@reagent/onnx-model';
import type { FileSource } from './file-source.ts';
import type { Beginning } from './kept-file.ts';

/** Milliseconds before the first retry; each later pause is twice as long. */
export const firstPause = 500;

/** A folder of a server that lists nothing. */
export function urlSource(url: URL): FileSource {
  const folder = new URL(url.href.replace(/\/?$/, '/'));
  const name = decodeURIComponent(folder.pathname.split('/').findLast((part) => part !== '') ?? folder.host);
  const address = (path: string): string => new URL(path, folder).href;
  return {
    ...{ model: folder.href, place: folder.href, name, origin: {}, address, paths: null },
    open: (path, signal, beginning) => persist(() => get(address(path), signal, beginning), { firstPause }, signal),
    size: () => undefined,
    sha256: () => undefined,
    tag: () => undefined,
  };
}

async function get(address: string, signal: AbortSignal, beginning?: Beginning): Promise<Response | null> {
  let response: Response;
  try {
    response = await fetch(address, { headers: rangeHeaders(address, beginning), signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new Transient(`${address} cannot be reached${reason(cause)}`, { cause });
  }
  const { ok, status } = response;
  // Servers of single pages answer with the page where there is no such file.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (ok && !isPage) return response;
  await response.body?.cancel().catch(() => undefined);
  if (status === 416 && beginning !== undefined) return get(address, signal);
  if (isPage || status === 404 || status === 410) return null;
  if (status >= 500 || status === 408 || status === 429)
    throw new Transient(`the server answered ${status} for ${address}`);
  const code = status === 401 || status === 403 ? 'ACCESS_DENIED' : 'DOWNLOAD_FAILED';
  throw new ReagentError(code, `the server answered ${status} for ${address}`);
}

/**
 * `If-Range` saves a request where the file has changed, but another origin would have to allow the header: there the
 * answer's entity tag tells.
 */
function rangeHeaders(address: string, beginning: Beginning | undefined): Record<string, string> {
  if (beginning === undefined) return {};
  const isOwnSite = new URL(address).origin === location.origin;
  return { range: `bytes=${beginning.bytes}-`, ...(isOwnSite ? { 'if-range': beginning.tag } : {}) };
}
