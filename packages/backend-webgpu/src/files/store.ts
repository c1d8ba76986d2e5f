/** Where files are put: the browser's cache, or memory for as long as they are used. */
export type Store = Pick<Cache, 'match' | 'put' | 'delete'>;

/** Of our cache in the browser; a later layout gets another. */
export const cacheName = 'reagent-models-1';

/** What an entry says of itself. */
export const headerOf = {
  model: 'x-reagent-model',
  /** Of a part: its size. */
  bytes: 'x-reagent-bytes',
  /** Of a part: what tells the contents of its file from others. */
  tag: 'x-reagent-tag',
  /** Of a file that is whole: how many parts it is in. */
  parts: 'x-reagent-parts',
} as const;

/** In memory where nothing is to be kept, and where the browser has no cache: outside of secure contexts. */
export async function openStore(keep: boolean): Promise<Store> {
  return (keep ? await globalThis.caches?.open(cacheName) : undefined) ?? inMemory();
}

function inMemory(): Store {
  const kept = new Map<unknown, { readonly body: Blob; readonly init: ResponseInit }>();
  return {
    async match(key) {
      const { body, init } = kept.get(key) ?? {};
      return body === undefined ? undefined : new Response(init?.status === 404 ? null : body, init);
    },
    async put(key, response) {
      const { status, headers } = response;
      kept.set(key, { body: await response.blob(), init: { status, headers } });
    },
    delete: async (key) => kept.delete(key),
  };
}
