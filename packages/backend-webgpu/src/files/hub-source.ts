import {
  ask,
  atCommit,
  currentListing,
  fileAddress,
  hubAddress,
  isCommit,
  persist,
  tokenFor,
  type HubServer,
  type Listing,
} from '@reagent/onnx-model';
import type { FileSource } from './file-source.ts';
import { headerOf, openStore } from './store.ts';
import { firstPause } from './url-source.ts';

const tokenOption = 'accessToken';

export interface Repository {
  readonly repository: string;
  readonly revision: string;
  readonly hubUrl: string;
  readonly store: boolean;
  readonly accessToken: string | undefined;
}

/**
 * A repository of the Hugging Face Hub at one commit. A branch is asked for each time; where the Hub cannot be reached, what
 * it stood for the last time is taken, and a commit that is known is not asked for.
 * Throws `INVALID_OPTION`, `MODEL_NOT_FOUND`, `ACCESS_DENIED`, `DOWNLOAD_FAILED`, or the signal's reason.
 */
export async function hubSource(wanted: Repository, signal: AbortSignal): Promise<FileSource> {
  const { repository, revision } = wanted;
  const url = hubAddress(wanted.hubUrl, 'hubUrl');
  const server: HubServer = {
    url: url.href.replace(/\/+$/, ''),
    accessToken: tokenFor(url, { accessToken: wanted.accessToken, option: tokenOption }),
    tokenOption,
    firstPause,
  };
  const { commit, files } = await resolveListing(server, wanted, signal);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const inHub = (path: string): string => fileAddress(repository, commit, path);
  return {
    model: repository,
    place: `${repository} at ${revision}`,
    ...atCommit(repository, revision, commit),
    paths: [...byPath.keys()],
    address: (path) => `${server.url}${inHub(path)}`,
    open: async (path, ends, beginning) => {
      if (!byPath.has(path)) return null;
      const asked = { repository, revision, file: path };
      const headers: Record<string, string> = beginning === undefined ? {} : { range: `bytes=${beginning.bytes}-` };
      return persist(() => ask(server, inHub(path), asked, { headers, signal: ends }), server, ends);
    },
    size: (path) => byPath.get(path)?.size,
    sha256: (path) => byPath.get(path)?.sha256,
    // What lies at a commit does not change.
    tag: (path) => byPath.get(path)?.sha256 ?? byPath.get(path)?.gitBlob ?? commit,
  };
}

async function resolveListing(
  server: HubServer,
  { repository, revision, store }: Repository,
  signal: AbortSignal,
): Promise<Listing> {
  const cache = await openStore(store);
  const key = `${server.url}/api/models/${repository}/revision/${encodeURIComponent(revision)}`;
  const kept = await cache.match(key);
  const known = kept === undefined ? undefined : ((await kept.json()) as Listing);
  if (known !== undefined && isCommit(revision)) return known;
  const remember = (listing: Listing): Promise<void> =>
    cache.put(key, new Response(JSON.stringify(listing), { headers: { [headerOf.model]: repository } }));
  return currentListing(server, { repository, revision }, { known, remember }, signal);
}
