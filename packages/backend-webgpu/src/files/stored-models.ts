import { cacheName, headerOf } from './store.ts';

/** A model whose files the browser keeps for this site. */
export interface StoredModel {
  /** The folder's address, or `owner/name` of the Hub. */
  readonly model: string;
  /** With those of files that are not whole yet. */
  readonly bytes: number;
  /** That are whole. */
  readonly files: number;
}

/** What is stored for this site, whichever page of it has loaded it. */
export async function listStoredModels(): Promise<readonly StoredModel[]> {
  const found = new Map<string, StoredModel>();
  for (const { headers } of await entries()) {
    const model = headers.get(headerOf.model);
    if (model === null) continue;
    const { bytes, files } = found.get(model) ?? { bytes: 0, files: 0 };
    const part = Number(headers.get(headerOf.bytes) ?? 0);
    found.set(model, { model, bytes: bytes + part, files: files + (headers.has(headerOf.parts) ? 1 : 0) });
  }
  return [...found.values()].filter(({ bytes }) => bytes > 0);
}

/** Removes what is stored of one model, as {@link listStoredModels} calls it, or of all. Models that are open go on. */
export async function removeStoredModels(model?: string): Promise<void> {
  if (model === undefined) {
    await globalThis.caches?.delete(cacheName);
    return;
  }
  const cache = await globalThis.caches?.open(cacheName);
  for (const { request, headers } of await entries()) {
    if (headers.get(headerOf.model) === model) await cache?.delete(request);
  }
}

async function entries(): Promise<readonly { readonly request: Request; readonly headers: Headers }[]> {
  const cache = await globalThis.caches?.open(cacheName);
  if (cache === undefined) return [];
  const found = await cache.keys();
  const all = found.map(async (request) => {
    const kept = await cache.match(request);
    return { request, headers: kept?.headers ?? new Headers() }; // another page may have removed it meanwhile
  });
  return Promise.all(all);
}
