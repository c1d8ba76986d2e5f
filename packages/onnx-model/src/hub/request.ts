import { ReagentError } from '@reagent/core';
import type { HubServer } from './hub-server.ts';

/** A failure that may be gone the next time: retried, and `DOWNLOAD_FAILED` in the end. */
export class Transient extends Error {}

/** What is asked for, in words for messages. */
export interface Asked {
  readonly repository: string;
  readonly revision: string;
  /** Absent: the repository's list of files. */
  readonly file?: string;
}

/**
 * One GET to the Hub; the answer's status is good. `fetch` follows the Hub's redirects to its file stores, and leaves the
 * token out where one leads to another server.
 * Throws `ACCESS_DENIED`, `MODEL_NOT_FOUND`, {@link Transient}, or the signal's reason.
 */
export async function ask(
  access: HubServer,
  path: string,
  asked: Asked,
  { headers = {}, signal }: { headers?: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<Response> {
  const authorization = access.accessToken === undefined ? {} : { authorization: `Bearer ${access.accessToken}` };
  let response: Response;
  try {
    // Not compressed, so that bytes can be counted and an interrupted file can be continued.
    const all = { 'accept-encoding': 'identity', ...headers, ...authorization };
    response = await fetch(`${access.url}${path}`, { headers: all, signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new Transient(`${new URL(access.url).host} cannot be reached${reason(cause)}`, { cause });
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => undefined);
  throw refusal(response, access, asked);
}

function refusal(response: Response, access: HubServer, { repository, revision, file }: Asked): Error {
  const { status } = response;
  const what = file === undefined ? repository : `${file} of ${repository}`;
  const token = access.accessToken === undefined ? `give an ${access.tokenOption}` : 'the access token does not do';
  if (response.headers.get('x-error-code') === 'GatedRepo' || status === 403) {
    const page = `${access.url}/${repository}`;
    return new ReagentError(
      'ACCESS_DENIED',
      `${what} may not be read (${status}): accept its terms at ${page}; ${token}`,
    );
  }
  if (status === 401) {
    const message = `there is no public repository ${repository} (${status}): check its name; if it is private, ${token}`;
    return new ReagentError('ACCESS_DENIED', message);
  }
  if (status === 404 || status === 410) {
    const lacks = file === undefined ? 'there is no such repository or revision' : 'there is no such file';
    return new ReagentError('MODEL_NOT_FOUND', `${what} at revision ${revision}: ${lacks} (${status})`);
  }
  if (status >= 500 || status === 408 || status === 416 || status === 429) {
    return new Transient(`the server answered ${status} for ${what}`);
  }
  return new ReagentError('DOWNLOAD_FAILED', `the server answered ${status} for ${what}`);
}

/** What fetch says lies in the causes: `TypeError: fetch failed` alone tells nothing. */
export function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const words = cause instanceof Error ? cause.message || (cause as { readonly code?: string }).code : undefined;
  return words === undefined ? '' : `: ${words}`;
}
