import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReagentError } from '@reagent/core';
import { chooseGraph, followSignal, smallFiles, type Dtype, type ListedFile, type Listing } from '@reagent/onnx-model';
import { cacheLayout } from './cache-layout.ts';
import { resolveListing } from './cached-listing.ts';
import { downloadFile, isFileSystemError } from './download-file.ts';
import type { DownloadProgress, HubAccess, HubOptions } from './hub-options.ts';

/** A repository's model that lies in the cache. */
export interface FetchedModel {
  readonly folder: string;
  readonly commit: string;
}

/** Which model: a repository's, at a revision. */
export interface WantedModel {
  readonly repository: string;
  readonly revision: string;
  readonly dtype: Dtype | undefined;
}

/**
 * Brings a repository's model into the cache, unless it is there.
 * Throws `MODEL_NOT_FOUND`, `ACCESS_DENIED`, `DOWNLOAD_FAILED`, `INVALID_OPTION`, or the signal's reason.
 */
export async function fetchModel(
  wanted: WantedModel,
  access: HubAccess,
  options: Pick<HubOptions, 'progress' | 'signal'>,
): Promise<FetchedModel> {
  const { signal, release } = followSignal(options.signal);
  try {
    signal.throwIfAborted();
    return await bring(wanted, access, options.progress, signal);
  } catch (error) {
    throw isFileSystemError(error) ? cacheFailed(error, access) : error;
  } finally {
    release();
  }
}

async function bring(
  wanted: WantedModel,
  access: HubAccess,
  progress: HubOptions['progress'],
  signal: AbortSignal,
): Promise<FetchedModel> {
  const { repository, revision } = wanted;
  const layout = cacheLayout(access.cacheDir, repository);
  const listing = await resolveListing(access, layout, wanted, signal);
  const { commit } = listing;
  const folder = layout.snapshot(commit);
  const missing: ListedFile[] = [];
  for (const file of neededFiles(wanted, listing)) if (!(await isThere(folder, file))) missing.push(file);
  if (access.offline && missing[0] !== undefined) {
    const message = `${missing[0].path} of ${repository} at ${revision} is not in the cache, and offline asks no server`;
    throw new ReagentError('MODEL_NOT_FOUND', message);
  }
  const tell = progressOf(repository, missing, progress);
  for (const [index, file] of missing.entries()) {
    const onBytes = (bytes: number): void => tell(index, bytes);
    const target = join(folder, file.path);
    await downloadFile({ access, repository, commit, file, target, partial: layout.partial, signal, onBytes });
  }
  return { folder, commit };
}

/** Weights come before the graph: whoever sees the graph in the cache sees all its files. */
function neededFiles({ repository, revision, dtype }: WantedModel, { files }: Listing): ListedFile[] {
  const place = `${repository} at ${revision}`;
  const paths = files.map(({ path }) => path);
  const { graph, externalData } = chooseGraph(place, paths, dtype);
  const lacking = smallFiles.find(({ path, required }) => required && !paths.includes(path));
  if (lacking !== undefined) throw new ReagentError('MODEL_NOT_FOUND', `${place} has no ${lacking.path}`);
  const needed = [...smallFiles.map(({ path }) => path), ...externalData, graph];
  return needed.flatMap((path) => files.find((file) => file.path === path) ?? []);
}

/** Files of the cache were checked when they came; a look at the size finds one that was damaged since. */
async function isThere(folder: string, { path, size }: ListedFile): Promise<boolean> {
  return stat(join(folder, path)).then(
    (found) => found.isFile() && (size === undefined || found.size === size),
    () => false,
  );
}

function progressOf(
  repository: string,
  files: readonly ListedFile[],
  progress: HubOptions['progress'],
): (index: number, fileBytes: number) => void {
  const there = files.map(() => 0);
  const total = files.reduce<number | null>(
    (sum, { size }) => (sum === null || size === undefined ? null : sum + size),
    0,
  );
  return (index, fileBytes) => {
    there[index] = fileBytes;
    const { path: file, size = null } = files[index] as ListedFile;
    const bytes = there.reduce((sum, part) => sum + part, 0);
    const told: DownloadProgress = { repository, file, fileBytes, fileTotal: size, bytes, total };
    progress?.(told);
  };
}

function cacheFailed(error: NodeJS.ErrnoException, { cacheDir }: HubAccess): ReagentError {
  const full = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  const message = full
    ? `the disk is full at ${cacheDir}: make room, or give another cacheDir`
    : `the cache at ${cacheDir} cannot be written (${error.code}): give another cacheDir`;
  return new ReagentError('DOWNLOAD_FAILED', message, { cause: error });
}
