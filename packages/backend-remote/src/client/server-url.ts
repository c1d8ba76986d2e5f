import { ReagentError } from '@reagent/core';

export interface ServerUrl {
  /** Without a slash at its end. */
  readonly base: string;
  /** For messages. */
  readonly host: string;
}

/**
 * Reads the address of a server; a last `/v1`, as clients of OpenAI's interface want it, is taken off.
 * @throws ReagentError `INVALID_OPTION`
 */
export function serverUrl(
  given: string | URL,
  { hasKey, allowPlainHttp }: { readonly hasKey: boolean; readonly allowPlainHttp: boolean },
): ServerUrl {
  const url = parse(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('must begin with http:// or https://');
  if (url.username !== '' || url.password !== '') throw invalid('must hold no name and no password: give apiKey');
  if (hasKey && url.protocol === 'http:' && !isLoopback(url.hostname) && !allowPlainHttp) {
    throw invalid(
      `has no encryption, and the key would be read by others on the way to ${url.hostname}: take https, or set allowPlainHttp (--allow-plain-http)`,
    );
  }
  const path = url.pathname.replace(/\/+$/u, '').replace(/\/v1$/u, '');
  return { base: `${url.origin}${path}`, host: url.host };
}

function parse(given: string | URL): URL {
  try {
    return new URL(given);
  } catch {
    throw invalid('must be an address such as http://127.0.0.1:8080');
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname);
}

/** What was given is not quoted: it may hold a secret. */
function invalid(rule: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `url ${rule}`);
}
