import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReagentError } from '@reagent/core';
import { currentListing, isCommit, type ListedFile, type Listing } from '@reagent/onnx-model';
import writeFileAtomic from 'write-file-atomic';
import type { CacheLayout } from './cache-layout.ts';
import type { HubAccess } from './hub-options.ts';

/**
 * The files of a revision. A commit that the cache knows is never asked for again. A branch is asked for each time; where
 * the Hub cannot be reached, what it stood for the last time is taken.
 * Throws as {@link currentListing}; `MODEL_NOT_FOUND` where nothing may be asked and the cache does not know.
 */
export async function resolveListing(
  access: HubAccess,
  layout: CacheLayout,
  { repository, revision }: { readonly repository: string; readonly revision: string },
  signal: AbortSignal,
): Promise<Listing> {
  const known = await cachedListing(layout, revision);
  if (known !== undefined && (access.offline || (isCommit(revision) && known.source === 'hub'))) return known.listing;
  if (access.offline) {
    const message = `${repository} at ${revision} is not in the cache (${access.cacheDir}), and offline asks no server`;
    throw new ReagentError('MODEL_NOT_FOUND', message);
  }
  return currentListing(
    access,
    { repository, revision },
    { known: known?.listing, remember: (listing) => remember(layout, revision, listing) },
    signal,
  );
}

interface CachedListing {
  readonly listing: Listing;
  /** `folder`: another program's download, so perhaps not all files of the commit. */
  readonly source: 'hub' | 'folder';
}

async function cachedListing(layout: CacheLayout, revision: string): Promise<CachedListing | undefined> {
  const commit = isCommit(revision) ? revision : (await textOf(layout.reference(revision)))?.trim();
  if (!isCommit(commit)) return undefined;
  const written = await textOf(layout.listing(commit));
  const files = written === undefined ? undefined : parsed(written);
  if (files !== undefined) return { listing: { commit, files }, source: 'hub' };
  const names = await readdir(layout.snapshot(commit), { recursive: true }).catch(() => undefined);
  if (names === undefined) return undefined;
  return { listing: { commit, files: names.map((name) => ({ path: name.replaceAll('\\', '/') })) }, source: 'folder' };
}

function parsed(text: string): ListedFile[] | undefined {
  try {
    return JSON.parse(text) as ListedFile[];
  } catch {
    return undefined; // damaged since it was written
  }
}

async function remember(layout: CacheLayout, revision: string, { commit, files }: Listing): Promise<void> {
  await write(layout.listing(commit), JSON.stringify(files));
  if (revision !== commit) await write(layout.reference(revision), commit);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
