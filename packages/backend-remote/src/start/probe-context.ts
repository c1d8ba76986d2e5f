import { ReagentError, type Tokenizer } from '@reagent/core';
import { askDialect } from '../ask-dialect.ts';
import type { Server } from '../client/client.ts';
import type { Answer, Dialect, ServerFacts } from '../dialect.ts';
import { ordinaryTokens } from './ordinary-tokens.ts';
import { differenceOf, type Abilities } from './probe-abilities.ts';

/** Tokens of the longest context that is built to be tried: a server may say anything. */
const longestTried = 2 ** 24;

export interface ContextFound {
  /** Longest context. */
  readonly maxContext: number;
  /**
   * `refuses`: what is longer than the server says is refused, so that nothing shorter is cut. `reads`: a context of
   * that length is read as a whole. `none`: the budget of tokens does not reach so far.
   */
  readonly proof: 'refuses' | 'reads' | 'none';
}

/**
 * The longest context, tried: a server that refuses one that is a token too long cuts none, and the refusal costs
 * nothing. One that takes it, or does not say how much it takes, is given contexts of the longest length that differ in one
 * token: where that token has no influence, it cuts them in silence.
 * @throws ReagentError `INVALID_OPTION` where nobody says how long a context may be; `UNSUPPORTED` where the server takes less than is said, or cuts
 */
export async function probeContext(
  server: Server,
  dialect: Dialect,
  { model, maxContext: told }: ServerFacts,
  wanted: number | undefined,
  tokenizer: Tokenizer,
  { plainToken, best, noise }: Abilities,
): Promise<ContextFound> {
  const maxContext = Math.min(told ?? Infinity, wanted ?? Infinity);
  if (maxContext === Infinity) {
    throw new ReagentError(
      'INVALID_OPTION',
      'maxContext must be given: the server does not say how long a context may be',
    );
  }
  const longest = Math.max(told ?? 0, maxContext);
  if (longest > longestTried) {
    throw new ReagentError(
      'UNSUPPORTED',
      `a context of ${longest} tokens is said to be possible, which no model reads`,
    );
  }
  const ids = ordinaryTokens(tokenizer, 64);
  const row = (length: number): number[] => Array.from({ length }, (_, place) => ids[place % ids.length] as number);
  const ask = async (context: readonly number[]): Promise<Answer | null> => {
    try {
      const request = { model, contexts: [context], tokens: [plainToken], best, plainToken };
      return (await askDialect(dialect, server, request))[0] as Answer;
    } catch (error) {
      if (ReagentError.isInstance(error) && error.code === 'TEXT_TOO_LONG') return null;
      throw error;
    }
  };
  if (told !== null) {
    const longer = await ask(row(told + 1)).catch(beyondBudget);
    if (longer === null) return { maxContext, proof: 'refuses' };
    if (longer === undefined) return { maxContext, proof: 'none' };
  }
  const whole = row(maxContext);
  const base = await ask(whole);
  if (base === null) throw cannot(dialect, `refuses a context of ${maxContext} tokens`);
  for (const place of new Set([0, 1, maxContext - 1])) {
    const other = await ask(whole.with(place, ids.find((id) => id !== whole[place]) as number));
    if (other !== null && differenceOf(base, other) > noise) continue;
    throw cannot(
      dialect,
      `answers to a context of ${maxContext} tokens whatever token ${place + 1} is: it cuts contexts, or shifts them`,
    );
  }
  return { maxContext, proof: 'reads' };
}

/** Undefined: a run whose budget is smaller than one longest context never sends one. */
function beyondBudget(error: unknown): undefined {
  if (!ReagentError.isInstance(error) || error.code !== 'BUDGET_SPENT') throw error;
}

function cannot({ name }: Dialect, what: string): ReagentError {
  return new ReagentError('UNSUPPORTED', `the server (${name}) ${what}; give a smaller maxContext`);
}
