import {
  tokenMatrix,
  type Backend,
  type BackendSupports,
  type Query,
  type ScoreRequest,
  type Scores,
} from '@reagent/core';
import { ensure, ensureAgree } from '../laws/assertions.ts';
import type { Create, Law } from '../laws/law.ts';
import { isOrdinary, ordinaryTokens } from '../laws/ordinary-tokens.ts';

export interface BackendLawContext {
  /** A text of at least three tokens that the tokenizer keeps as it is. */
  readonly text: string;
}

export type BackendLaw = Law<Backend, BackendLawContext>;

/** What laws ask a backend with; everything is made anew at every call, so that no law can spoil another's input. */
export interface Probe {
  readonly backend: Backend;
  readonly supports: BackendSupports;
  /** The text's tokens, special tokens included. */
  base(): number[];
  /** So many rows as the backend takes, at most `count`: the text, and the text with other words in it. */
  rows(count: number): number[][];
  /** At most three tokens, as many as a query may have; the first is the model's first choice after the text. */
  tokens(): number[];
  /** A request about rows; by default for {@link Probe.tokens} after their last token. */
  request(rows: readonly (readonly number[])[], more?: Partial<ScoreRequest>): ScoreRequest;
}

/** A law about one backend, which it leaves as it was. */
export function backendLaw(
  name: string,
  check: (probe: Probe, context: BackendLawContext, create: Create<Backend>) => Promise<void>,
): BackendLaw {
  const checkLent: NonNullable<BackendLaw['checkLent']> = async (backend, context, create) =>
    check(await probeOf(backend, context), context, create);
  return {
    name,
    checkLent,
    check: (create, context) => withBackend(create, (backend) => checkLent(backend, context, create)),
  };
}

/** Lends a fresh backend. A failure to dispose of it is the business of the laws about `dispose`. */
export async function withBackend(create: Create<Backend>, use: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await create();
  try {
    await use(backend);
  } finally {
    await Promise.resolve(backend.dispose()).catch(() => {});
  }
}

async function probeOf(backend: Backend, { text }: BackendLawContext): Promise<Probe> {
  const { supports, tokenizer } = backend;
  const ids = [...(await tokenizer.encode(text)).ids];
  const ordinary = isOrdinary(tokenizer);
  const changeable = [...ids.keys()].filter((position) => ordinary(ids[position] as number));
  ensure(changeable.length >= 3, `the text must have at least 3 ordinary tokens, "${text}" has ${changeable.length}`);
  const others = ordinaryTokens(tokenizer, 16);
  const first = (await backend.predict({ context: [...ids], k: 1 }))[0]?.token ?? 0;
  const asked = [first, ...others.filter((id) => id !== first)].slice(0, Math.min(3, supports.tokensPerQuery ?? 3));
  return {
    backend,
    supports,
    base: () => [...ids],
    rows: (count) =>
      Array.from({ length: Math.min(count, supports.maxBatch ?? count) }, (_, index) =>
        index === 0 ? [...ids] : withOther(ids, changeable[index % changeable.length] as number, others, index),
      ),
    tokens: () => [...asked],
    request: (rows, more = {}) => ({ contexts: tokenMatrix(rows), queries: [query(rows, asked)], ...more }),
  };
}

function withOther(ids: readonly number[], position: number, others: readonly number[], index: number): number[] {
  const candidates = others.filter((id) => id !== ids[position]);
  return ids.map((id, at) => (at === position ? (candidates[index % candidates.length] ?? id) : id));
}

function query(rows: readonly (readonly number[])[], tokens: readonly number[]): Query {
  return { position: rows[0]?.length ?? 0, tokens: [...tokens] };
}

/** What a declared row independence allows: nothing, or the last bits of a float32 computation in another order. */
export function toleranceOf(supports: BackendSupports): number {
  return supports.rowIndependence === 'bitwise' ? 0 : lastBits;
}

/**
 * Relative, to a logit of a few tens: float32 rounds by 2^-24, and some hundreds of such roundings in another order may
 * add up. (A start-up check of a server allows 1e-3 absolute; this is the same for logits of ten.)
 */
export const lastBits = 1e-4;

/** Fails unless the first `count` values from `offset` of both scores agree. */
export function ensureSameScores(
  actual: Scores,
  expected: Scores,
  what: string,
  options: { readonly tolerance?: number; readonly count: number; readonly from?: number },
): void {
  const { tolerance = 0, count, from = 0 } = options;
  const part = (values: Float64Array, start: number): Float64Array => values.subarray(start, start + count);
  const actualP = part(actual.logProbabilities, from);
  ensureAgree(actualP, part(expected.logProbabilities, 0), tolerance, `${what}, log-probabilities`);
  if (actual.logOdds === null || expected.logOdds === null) return;
  ensureAgree(part(actual.logOdds, from), part(expected.logOdds, 0), tolerance, `${what}, log-odds`);
}
