import { ReagentError } from '@reagent/core';
import type { Spending } from './budget.ts';
import { brokenAnswer, Failure } from './failure.ts';
import { readBody } from './read-body.ts';
import { refusal } from './refusal.ts';
import type { ServerUrl } from './server-url.ts';

/** The largest answer lists a vocabulary: 4.7 MB for 49,152 tokens of llama.cpp. */
const longestBody = 64 * 2 ** 20;

/** Makes something of a parsed JSON answer; throws where the answer cannot be right, and it is asked for again. */
export type Read<T> = (json: unknown) => T;

export interface Call<T> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly read: Read<T>;
  readonly tokens: number;
}

/** Sends a request once, and tells when anything answers; rejects with a `Failure`, with `BUDGET_SPENT`, or with the signal's reason. */
export function createAttempt(
  {
    url,
    apiKey,
    timeoutSeconds,
  }: { readonly url: ServerUrl; readonly apiKey: string | undefined; readonly timeoutSeconds: number },
  spending: Spending,
  answered: () => void,
): <T>(call: Call<T>, signal: AbortSignal) => Promise<T> {
  return async ({ method, path, body, read, tokens }, outer) => {
    spending.spend(tokens);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutSeconds * 1000);
    const signal = AbortSignal.any([outer, timeout.signal]);
    try {
      const response = await fetch(url.base + path, {
        ...{ method, signal, redirect: 'manual' },
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        ...(body === undefined ? {} : { body }),
      });
      answered();
      const text = await readBody(response, longestBody);
      if (!response.ok) {
        const refused = refusal(response, text);
        if (refused.code === 'TEXT_TOO_LONG') spending.giveBack(tokens);
        throw refused;
      }
      return readAnswer(text, read);
    } catch (error) {
      if (outer.aborted || error instanceof Failure || ReagentError.isInstance(error)) throw error;
      if (timeout.signal.aborted) {
        throw new Failure(`no whole answer within ${timeoutSeconds} s`, { mayPass: true });
      }
      throw new Failure(`no connection, or a broken one (${reasonOf(error)})`, { mayPass: true });
    } finally {
      clearTimeout(timer);
    }
  };
}

function readAnswer<T>(text: string, read: Read<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw brokenAnswer(`it is no JSON (${text.slice(0, 80).replace(/\s+/gu, ' ')})`);
  }
  return read(json);
}

/** `fetch` says only "fetch failed"; what failed is in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? 'unknown';
}
