import { ReagentError } from '@reagent/core';

/**
 * The access token that a server is sent; `undefined` where the connection would not keep it secret.
 * Throws `INVALID_OPTION`, never with the token in the message.
 *
 * @param given `accessToken`: the user's own; `byDefault`: of the surroundings, which says nothing of this server;
 *   `option`: what a user gives it by, in words
 */
export function tokenFor(
  server: URL,
  given: {
    readonly accessToken: string | undefined;
    readonly byDefault?: string | undefined;
    readonly option: string;
  },
): string | undefined {
  const keepsSecrets = server.protocol === 'https:' || isThisMachine(server.hostname);
  if (given.accessToken !== undefined && !keepsSecrets) {
    throw new ReagentError('INVALID_OPTION', `accessToken is sent over https only, and hubUrl is ${server.origin}`);
  }
  const token = (given.accessToken ?? given.byDefault)?.trim();
  if (token === undefined || token === '') return undefined;
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ReagentError('INVALID_OPTION', `${given.option} holds characters that no access token has`);
  }
  return keepsSecrets ? token : undefined;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
