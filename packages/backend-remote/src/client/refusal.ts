import { Failure } from './failure.ts';
import { retryAfter } from './retry-after.ts';

/** Statuses that may pass: timeouts, conflicts, too many requests, and all of a server or gateway in trouble. */
const passing: readonly number[] = [408, 409, 425, 429];
/** Codes of 429 that no waiting mends. */
const spentQuota = /insufficient_quota|billing|quota_exceeded/u;
/** llama.cpp; vLLM; SGLang. */
const tooLong =
  /exceed_context_size|exceeds the available context|maximum context length|longer than the model|max_tokens must be at least 1, got 0/iu;

/** What an answer that is no 2xx means. */
export function refusal(response: Response, text: string): Failure {
  const { status } = response;
  const message = `HTTP ${status}: ${messageIn(text)}`;
  if (status >= 300 && status < 400) {
    const to = response.headers.get('location') ?? 'another address';
    return new Failure(`it redirects to ${to}: give that url`, { status });
  }
  if (status === 401 || status === 403) return new Failure(message, { code: 'ACCESS_DENIED', status });
  if (passing.includes(status) || status >= 500) {
    const mayPass = !(status === 429 && spentQuota.test(text));
    return new Failure(message, { mayPass, status, waitFor: retryAfter(response.headers.get('retry-after')) });
  }
  if (tooLong.test(text)) return new Failure(message, { code: 'TEXT_TOO_LONG', status });
  return new Failure(message, { status });
}

/** Servers put it in different places; gateways answer with pages. At most 200 characters of it. */
function messageIn(text: string): string {
  const parsed = parse(text);
  const found = [field(field(parsed, 'error'), 'message'), field(parsed, 'error'), field(parsed, 'message')];
  const message = found.find((value) => typeof value === 'string') ?? text;
  const line = String(message).replace(/\s+/gu, ' ').trim();
  return line === '' ? 'nothing said' : line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
