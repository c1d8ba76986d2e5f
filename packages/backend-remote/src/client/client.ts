import { ReagentError, untilAborted, type AbortSignalLike } from '@reagent/core';
import pLimit from 'p-limit';
import pRetry from 'p-retry';
import { createSpending, type RemoteBudget } from './budget.ts';
import { createAbortGroup, type AbortGroup } from './abort-group.ts';
import { createAttempt, type Call, type Read } from './attempt.ts';
import { Failure } from './failure.ts';
import { secretHider } from './secret.ts';
import type { ServerUrl } from './server-url.ts';

export interface ClientSettings {
  readonly url: ServerUrl;
  readonly apiKey: string | undefined;
  /** Requests at the same time. */
  readonly concurrency: number;
  /** For each try. */
  readonly timeoutSeconds: number;
  readonly retries: Retries;
  readonly budget: RemoteBudget;
}

export interface Retries {
  /** Tries after the first. */
  readonly times: number;
  /** Milliseconds before the first of them; doubles from one to the next, with jitter. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

/** The server as a dialect sees it: retries, limits and the signal of the call are behind it. */
export interface Server {
  /** @throws ReagentError `SERVER_FAILED`, `ACCESS_DENIED`, `TEXT_TOO_LONG`, `BUDGET_SPENT`, or the signal's reason */
  get<T>(path: string, read: Read<T>): Promise<T>;
  /** Null where the server has no such route, or it gives something else. */
  find<T>(path: string, read: Read<T>): Promise<T | null>;
  /** @param tokens that the model reads and writes for it, for the budget */
  post<T>(path: string, body: unknown, read: Read<T>, tokens?: number): Promise<T>;
}

export interface Client {
  /** For the requests of one call. */
  within(signal: AbortSignalLike | undefined): Server;
  /** Every try counts. */
  readonly spent: { readonly requests: number; readonly tokens: number };
  /** Aborts what is under way with this reason. */
  end(reason: unknown): void;
}

export function createClient(settings: ClientSettings): Client {
  const { url, apiKey, retries } = settings;
  const hide = secretHider(apiKey);
  const limit = pLimit(settings.concurrency);
  const spending = createSpending(settings.budget);
  const running = new Set<AbortController>();

  // Whoever mistypes an address should not wait for six tries of nobody.
  let wasMet = false;
  const attempt = createAttempt(settings, spending, () => (wasMet = true));

  async function ask<T>(call: Call<T>, group: AbortGroup): Promise<T> {
    const member = group.join();
    const { signal } = member;
    running.add(member);
    try {
      // Whoever waits in the queue hears of an abort at once too.
      const work = limit(() =>
        pRetry(() => attempt(call, signal), {
          ...{ signal, retries: retries.times, randomize: true },
          ...{ minTimeout: retries.firstDelay, maxTimeout: retries.longestDelay },
          shouldRetry: ({ error, retriesConsumed }) =>
            error instanceof Failure && error.mayPass && (wasMet || retriesConsumed < 1),
          onFailedAttempt: ({ error, retriesLeft }) =>
            retriesLeft > 0 && error instanceof Failure ? pause(error.waitFor, signal) : undefined,
        }),
      );
      return await untilAborted(work, signal);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const message = hide(`${call.method} ${call.path} at ${url.host}: ${error.message}`);
      throw new ReagentError(error.code, message, { cause: new ServerStatus(message, error.status) });
    } finally {
      running.delete(member);
      group.leave(member);
    }
  }

  return {
    within(signal) {
      const group = createAbortGroup(signal);
      return {
        get: (path, read) => ask({ method: 'GET', path, read, tokens: 0 }, group),
        find: (path, read) => ask({ method: 'GET', path, read, tokens: 0 }, group).catch(nullIfUnable),
        post: (path, body, read, tokens = 0) =>
          ask({ method: 'POST', path, body: JSON.stringify(body), read, tokens }, group),
      };
    },
    spent: spending,
    end: (reason) => running.forEach((member) => member.abort(reason)),
  };
}

/** The cause of an error: it holds the status, and nothing that a key could be in. */
class ServerStatus extends Error {
  readonly status: number | null;
  constructor(message: string, status: number | null) {
    super(message);
    this.name = 'ServerStatus';
    this.status = status;
  }
}

/** Whether the server refused a request for what it asks, and not for who asks or because it is in trouble. */
export function wasRefused(error: unknown): boolean {
  return [400, 404, 405, 422, 501].includes(statusOf(error) ?? 0);
}

/** Whether the server refused a request for what it asks, or answered it and never right. */
export function isUnable(error: unknown): boolean {
  return wasRefused(error) || statusOf(error) === 200;
}

function statusOf(error: unknown): number | null {
  return ReagentError.isInstance(error) && error.cause instanceof ServerStatus ? error.cause.status : null;
}

/** For a request's `catch`: null in place of an answer that the server cannot give. */
export function nullIfUnable(error: unknown): null {
  if (isUnable(error)) return null;
  throw error;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await untilAborted(over, signal).finally(() => clearTimeout(timer));
}
