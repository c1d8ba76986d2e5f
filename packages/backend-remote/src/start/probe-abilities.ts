import { ReagentError, type Tokenizer } from '@reagent/core';
import { askDialect, followDialect } from '../ask-dialect.ts';
import { isUnable, nullIfUnable, wasRefused, type Server } from '../client/client.ts';
import type { Answer, Dialect, ScoredToken, ServerFacts } from '../dialect.ts';
import { ordinaryTokens, plainToken } from './ordinary-tokens.ts';

/** What was found by asking. */
export interface Abilities {
  /** A token of whole characters. */
  readonly plainToken: number;
  /** How many of the most probable tokens it tells. */
  readonly best: number;
  /** Whether numbers of some tokens are only upper bounds. */
  readonly bounds: boolean;
  readonly rowIndependence: 'tolerance' | 'none';
  /** Largest difference of what was told of the same context. */
  readonly noise: number;
  /** Most tokens in one request. */
  readonly tokensPerAsk: number;
  /** Whether one pass tells all positions of a row, with exact ranks. */
  readonly follows: boolean;
}

/**
 * Largest difference of two log-probabilities of the same token after the same context: half-precision servers move by
 * that much as their batches change.
 */
const agreement = 1e-2;

/** @throws ReagentError `UNSUPPORTED`, with what would help, where the server cannot serve */
export async function probeAbilities(
  server: Server,
  dialect: Dialect,
  { model }: ServerFacts,
  tokenizer: Tokenizer,
): Promise<Abilities> {
  const plain = plainToken(tokenizer);
  const [context, other] = contextsOf(tokenizer);
  const ask = async (contexts: readonly (readonly number[])[], tokens: readonly number[], best: number) =>
    askDialect(dialect, server, { model, contexts, tokens, best, plainToken: plain });
  const first = await firstAnswer(dialect, (best) => ask([context], [plain], best));
  const best = first.best?.length ?? 0;
  if (best === 0) throw cannotServe(dialect, 'it does not tell the most probable tokens');
  const one = async (asked: readonly number[], token: number) => (await ask([asked], [token], best))[0] as Answer;
  const unlikely = ordinaryTokens(tokenizer, 64).find((id) => !first.best?.some(({ token }) => token === id));
  const likely = first.best?.find(({ token }) => token >= 0)?.token ?? plain;
  const forced = [first, await one(context, likely), await one(context, unlikely ?? plain)];
  checkRaw(dialect, first.best ?? [], likely, unlikely === undefined ? forced.slice(0, 2) : forced);

  await checkLastToken(tokenizer, (token) => one(context, token));
  const short = context.slice(0, 3);
  const alone = [first, await one(other, plain), await one(short, plain)];
  const together = await ask([context, other, short], [plain], best);
  const again = await one(context, plain);
  const difference = Math.max(
    differenceOf(again, first),
    ...alone.map((answer, index) => differenceOf(answer, together[index] as Answer)),
  );
  const several = await severalAgree(dialect, () => ask([context], [plain, likely], best), [
    first,
    forced[1] as Answer,
  ]);
  return {
    plainToken: plain,
    best,
    bounds: forced.some(({ tokens }) => tokens[0]?.exact === false),
    noise: difference,
    // Never bitwise: a server batches what others ask, and longer contexts may show what these do not.
    rowIndependence: difference <= agreement ? 'tolerance' : 'none',
    tokensPerAsk: several ? dialect.tokensPerAsk : 1,
    follows: await followAgrees(server, dialect, { model, row: [...context, plain], expected: first }),
  };
}

/** A server whose vocabulary is smaller refuses the last id, or makes another token of it. */
async function checkLastToken(tokenizer: Tokenizer, ask: (token: number) => Promise<unknown>): Promise<void> {
  const last = tokenizer.vocabularySize - 1;
  if ((await ask(last).catch(nullIfUnable)) !== null) return;
  throw new ReagentError(
    'VOCABULARY_MISMATCH',
    `the tokenizer has the token id ${last} and the server's model has not: give the tokenizer.json of that model`,
  );
}

/** Two rows of one length, of different ids. */
function contextsOf(tokenizer: Tokenizer): readonly [readonly number[], readonly number[]] {
  const ids = ordinaryTokens(tokenizer, 16);
  return [ids.slice(0, 8), ids.slice(8)];
}

/** Servers have different limits for the number of best tokens; vLLM's is 20, others' 5. */
async function firstAnswer(dialect: Dialect, ask: (best: number) => Promise<readonly Answer[]>): Promise<Answer> {
  let last: unknown;
  for (const best of [20, 5, 1]) {
    try {
      return (await ask(best))[0] as Answer;
    } catch (error) {
      if (!wasRefused(error)) throw explained(dialect, error);
      last = error;
    }
  }
  throw explained(dialect, last);
}

/** An answer that never comes right is a server that cannot do what was asked. */
function explained(dialect: Dialect, error: unknown): unknown {
  if (!ReagentError.isInstance(error) || error.code !== 'SERVER_FAILED') return error;
  return isUnable(error) ? cannotServe(dialect, error.message) : error;
}

function cannotServe({ name, advice }: Dialect, reason: string): ReagentError {
  return new ReagentError('UNSUPPORTED', `the server (${name}) cannot serve: ${reason}; ${advice}`);
}

/**
 * The list of the best must not change with the token that is forced, a likely token must have alone what the list says,
 * and one that is not listed no more than the last that is.
 */
function checkRaw(dialect: Dialect, best: readonly ScoredToken[], likely: number, forced: readonly Answer[]): void {
  const [, ofLikely, ofUnlikely] = forced.map(({ tokens }) => tokens[0]?.logProbability ?? Number.NaN);
  const listed = best.find(({ token }) => token === likely)?.logProbability ?? (ofLikely as number);
  const isRaw =
    forced.every((answer) => differenceOfLists(best, answer.best ?? []) <= agreement) &&
    distance(listed, ofLikely) <= agreement &&
    !((ofUnlikely ?? -Infinity) > (best.at(-1)?.logProbability ?? 0) + agreement);
  if (isRaw) return;
  throw cannotServe(dialect, 'its log-probabilities are not the model’s but those after sampling processors');
}

/** Largest difference of what two answers tell. */
export function differenceOf(a: Answer, b: Answer): number {
  return Math.max(
    ...a.tokens.map(({ logProbability }, index) => distance(logProbability, b.tokens[index]?.logProbability)),
    differenceOfLists(a.best ?? [], b.best ?? []),
  );
}

/** Of the tokens that both lists have, and of the first entries. */
function differenceOfLists(a: readonly ScoredToken[], b: readonly ScoredToken[]): number {
  const common = a.flatMap(({ token, logProbability }) => {
    const other = b.find((entry) => entry.token === token);
    return other === undefined ? [] : [distance(logProbability, other.logProbability)];
  });
  return Math.max(distance(a[0]?.logProbability, b[0]?.logProbability), ...common);
}

function distance(a: number | undefined, b: number | undefined): number {
  return a === b ? 0 : Math.abs((a ?? Number.NaN) - (b ?? Number.NaN));
}

async function severalAgree(
  dialect: Dialect,
  ask: () => Promise<readonly Answer[]>,
  expected: readonly Answer[],
): Promise<boolean> {
  if (dialect.tokensPerAsk === 1) return false;
  const answers = await ask().catch(nullIfUnable);
  return expected.every(
    ({ tokens }, index) =>
      distance(tokens[0]?.logProbability, answers?.[0]?.tokens[index]?.logProbability) <= agreement,
  );
}

async function followAgrees(
  server: Server,
  dialect: Dialect,
  { model, row, expected }: { readonly model: string; readonly row: readonly number[]; readonly expected: Answer },
): Promise<boolean> {
  const followed = await followDialect(dialect, server, { model, rows: [row] }).catch(nullIfUnable);
  const last = followed?.[0]?.at(-1);
  return last !== undefined && distance(last.logProbability, expected.tokens[0]?.logProbability) <= agreement;
}
