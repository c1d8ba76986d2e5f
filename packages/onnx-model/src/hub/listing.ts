import { ReagentError } from '@reagent/core';
import type { HubServer } from './hub-server.ts';
import { ask, Transient } from './request.ts';

/** The files of a repository at one commit. */
export interface Listing {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly files: readonly ListedFile[];
}

/** What the Hub says of a file; what it does not say is absent and cannot be checked. */
export interface ListedFile {
  readonly path: string;
  readonly size?: number;
  /** Of large files. */
  readonly sha256?: string;
  /** Of the other files: SHA-1 of git's blob. */
  readonly gitBlob?: string;
}

export const isCommit = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{40}$/.test(text);

/** Asks the Hub what a branch, tag or commit holds. Throws as {@link ask}. */
export async function askListing(
  access: HubServer,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<Listing> {
  const path = `/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await ask(access, path, { repository, revision }, { signal });
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    signal.throwIfAborted();
    throw new Transient(`the list of the files of ${repository} was cut`, { cause });
  }
  const { sha, siblings } = (body ?? {}) as { sha?: unknown; siblings?: unknown };
  const commit = sha ?? response.headers.get('x-repo-commit');
  if (isCommit(revision) && commit !== revision) {
    throw new ReagentError('DOWNLOAD_FAILED', `${access.url} answers with another commit than ${revision}`);
  }
  if (isCommit(commit) && Array.isArray(siblings)) return { commit, files: siblings.flatMap(listedFile) };
  throw new ReagentError('DOWNLOAD_FAILED', `${access.url} does not answer as the Hub does: check hubUrl`);
}

function listedFile(sibling: unknown): ListedFile[] {
  const { rfilename: path, size, blobId, lfs } = (sibling ?? {}) as Record<string, unknown>;
  if (typeof path !== 'string') return [];
  const { sha256 } = (lfs ?? {}) as { sha256?: unknown };
  return [
    {
      path,
      ...(Number.isSafeInteger(size) ? { size: size as number } : {}),
      ...(isHash(sha256, 64) ? { sha256 } : isHash(blobId, 40) ? { gitBlob: blobId } : {}),
    },
  ];
}

export function isHash(text: unknown, digits: number): text is string {
  return typeof text === 'string' && text.length === digits && /^[0-9a-f]+$/.test(text);
}
