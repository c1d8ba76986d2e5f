import { ReagentError, type JsonObject } from '@reagent/core';

const repositoryName = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;
const revisionName = /^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/;
/** Digits of a commit that an id shows; the provenance has all. */
const commitDigits = 12;

/** Whether a text looks like `owner/name`. */
export function isRepositoryName(text: string): boolean {
  return repositoryName.test(text) && !text.includes('..');
}

/** Throws `INVALID_OPTION` for what is no branch, tag or commit. It is a path in caches too: nothing leads out of a folder. */
export function checkRevision(revision: string): void {
  if (revisionName.test(revision) && !revision.includes('..')) return;
  throw new ReagentError('INVALID_OPTION', `revision must be a branch, tag or commit, not ${JSON.stringify(revision)}`);
}

/** How ids name a repository at a commit, and what the provenance says of it. */
export function atCommit(
  repository: string,
  revision: string,
  commit: string,
): { readonly name: string; readonly origin: JsonObject } {
  return { name: `${repository}@${commit.slice(0, commitDigits)}`, origin: { repository, revision, commit } };
}

/** Where a server has a repository's file at a commit. */
export function fileAddress(repository: string, commit: string, path: string): string {
  return `/${repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** A server with the Hub's addresses. `option`: where it was given, for the message. Throws `INVALID_OPTION`. */
export function hubAddress(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isServer = url?.protocol === 'https:' || url?.protocol === 'http:';
  // Not quoted: an address may hold a password.
  if (url === undefined || !isServer || url.username !== '' || url.password !== '' || url.search !== '') {
    throw new ReagentError('INVALID_OPTION', `${option} must be an http(s) address without user, password and query`);
  }
  return url;
}
