/** Of our cache in the browser; a later layout gets another. */
const cacheName = 'reagent-models-1';
const modelHeader = 'x-reagent-model';
const sizeHeader = 'x-reagent-bytes';

/** A model whose files the browser keeps for this site. */
export interface StoredModel {
  /** The folder's address, or `owner/name` of the Hub. */
  readonly model: string;
  readonly bytes: number;
  readonly files: number;
}

/** What is stored for this site, whichever page of it has loaded it. */
export async function listStoredModels(): Promise<readonly StoredModel[]> {
  const found = new Map<string, StoredModel>();
  for (const { headers } of await entries()) {
    const model = headers.get(modelHeader);
    if (model === null) continue;
    const { bytes, files } = found.get(model) ?? { bytes: 0, files: 0 };
    const size = Number(headers.get(sizeHeader) ?? 0);
    found.set(model, { model, bytes: bytes + size, files: files + (size > 0 ? 1 : 0) });
  }
  return [...found.values()];
}

/** Removes what is stored of one model, as {@link listStoredModels} calls it, or of all. Models that are open go on. */
export async function removeStoredModels(model?: string): Promise<void> {
  if (model === undefined) {
    await globalThis.caches?.delete(cacheName);
    return;
  }
  const cache = await openStore();
  for (const { request, headers } of await entries()) {
    if (headers.get(modelHeader) === model) await cache?.delete(request);
  }
}

/** `undefined` where the browser has none: outside of secure contexts. */
export async function openStore(): Promise<Cache | undefined> {
  return globalThis.caches?.open(cacheName);
}

/** What an entry says of itself; of a file that a server does not have there is an entry too. */
export function storedHeaders(model: string, bytes: number | null): Record<string, string> {
  return { [modelHeader]: model, ...(bytes === null ? {} : { [sizeHeader]: String(bytes) }) };
}

async function entries(): Promise<readonly { readonly request: Request; readonly headers: Headers }[]> {
  const cache = await openStore();
  if (cache === undefined) return [];
  const found = await cache.keys();
  const all = found.map(async (request) => {
    const kept = await cache.match(request);
    return { request, headers: kept?.headers ?? new Headers() }; // another page may have removed it meanwhile
  });
  return Promise.all(all);
}
