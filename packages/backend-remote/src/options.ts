import { ReagentError, type AbortSignalLike, type Tokenizer } from '@reagent/core';
import { createTokenizer, type TokenizerOptions } from '@reagent/tokenizer';
import type { RemoteBudget } from './client/budget.ts';
import type { ClientSettings } from './client/client.ts';
import { serverUrl } from './client/server-url.ts';
import type { Dialect } from './dialect.ts';
import { dialectNames, type DialectName } from './start/choose-dialect.ts';

/** What {@link createRemoteBackend} takes. */
export interface RemoteBackendOptions {
  /** Of the server: `http://127.0.0.1:8080`. A last `/v1` is taken off. */
  readonly url: string | URL;
  /** As the server names it. Default: the only one that it has. */
  readonly model?: string;
  /**
   * The tokenizer of that model: one of core's interface, or its parsed `tokenizer.json` and `tokenizer_config.json`. It is
   * compared with the server's own where that can be asked. Default: the server's own.
   */
  readonly tokenizer?: Tokenizer | TokenizerOptions;
  /** Sent as `Authorization: Bearer …`, and to be found in no error, log or result. */
  readonly apiKey?: string;
  /** Sends a key over plain http to another machine all the same. Default false. */
  readonly allowPlainHttp?: boolean;
  /** How the server is asked; a dialect of your own fits too. Default: found by asking the server. */
  readonly dialect?: DialectName | Dialect;
  /** Longest context, in tokens; it is tried. Default: what the server says. */
  readonly maxContext?: number;
  /** Most contexts in one request. Default 8. */
  readonly rowsPerRequest?: number;
  /** Most requests at the same time. Default 4. */
  readonly concurrency?: number;
  /** For each try of a request. Default 120. */
  readonly timeoutSeconds?: number;
  /** Tries after the first, of what may pass: no connection, a broken answer, 408, 409, 425, 429, 5xx. Default 5. */
  readonly retries?: number;
  /** Milliseconds before the first of them; doubles, with jitter, up to 8 s. `Retry-After` is heeded besides. Default 500. */
  readonly retryDelay?: number;
  /** Ends with `BUDGET_SPENT` beyond it. Default: no bound. */
  readonly budget?: RemoteBudget;
  /** How results call the model. Default: the dialect and the server's name for it. */
  readonly name?: string;
  /** Ends the start. */
  readonly signal?: AbortSignalLike;
}

/** Options with every default filled in. */
export interface CheckedOptions extends ClientSettings {
  readonly model: string | undefined;
  /** Null: the server's. */
  readonly tokenizer: Tokenizer | null;
  readonly dialect: DialectName | Dialect | undefined;
  readonly maxContext: number | undefined;
  readonly rowsPerRequest: number;
  readonly name: string | undefined;
}

const longestDelay = 8_000;

/** @throws ReagentError `INVALID_OPTION`; `MODEL_INVALID` for a broken tokenizer.json */
export function checkOptions(options: RemoteBackendOptions): CheckedOptions {
  const { apiKey, model, dialect, name, maxContext } = options;
  if (apiKey !== undefined && (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/u.test(apiKey))) {
    throw invalid('apiKey must be a text of visible ASCII characters'); // never quoted
  }
  if (dialect !== undefined && typeof dialect !== 'object' && !dialectNames.includes(dialect)) {
    throw invalid(`dialect must be one of ${dialectNames.join(', ')}, or a dialect of your own`);
  }
  if (maxContext !== undefined) positive('maxContext', maxContext);
  const { requests, tokens } = options.budget ?? {};
  if (requests !== undefined) positive('budget.requests', requests);
  if (tokens !== undefined) positive('budget.tokens', tokens);
  return {
    ...{ apiKey, model, dialect, name, maxContext },
    url: serverUrl(options.url, { hasKey: apiKey !== undefined, allowPlainHttp: options.allowPlainHttp === true }),
    tokenizer: tokenizerOf(options.tokenizer),
    rowsPerRequest: positive('rowsPerRequest', options.rowsPerRequest ?? 8),
    concurrency: positive('concurrency', options.concurrency ?? 4),
    timeoutSeconds: above0('timeoutSeconds', options.timeoutSeconds ?? 120),
    retries: {
      times: notNegative('retries', options.retries ?? 5),
      firstDelay: notNegative('retryDelay', options.retryDelay ?? 500),
      longestDelay,
    },
    budget: options.budget ?? {},
  };
}

function tokenizerOf(given: RemoteBackendOptions['tokenizer']): Tokenizer | null {
  if (given === undefined) return null;
  return 'encode' in given ? given : createTokenizer(given);
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalid(`${name} must be a whole number from 1, not ${value}`);
}

function notNegative(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${name} must be a whole number from 0, not ${value}`);
}

function above0(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw invalid(`${name} must be a number above 0, not ${value}`);
}

function invalid(rule: string): ReagentError {
  return new ReagentError('INVALID_OPTION', rule);
}
