import { oneToken, ReagentError, tokenMatrix, type Backend } from '@reagent/core';
import type { ScoreCall } from './calls.ts';

/** What `reagent score` gives as JSON. */
export interface NextTokenScores {
  /** The backend's id: model, format, hash. */
  readonly model: string;
  /** Token ids, start tokens included. */
  readonly context: readonly number[];
  /** As they were asked for; else the most probable first. */
  readonly tokens: readonly NextTokenScore[];
}

export interface NextTokenScore {
  readonly id: number;
  readonly text: string;
  /** Natural logarithm; null for a probability of 0, as JSON has no -Infinity. */
  readonly logProb: number | null;
  readonly probability: number;
  /** Number of tokens more probable than it: 0 is the first choice. */
  readonly rank: number;
}

/** Asks the model about the tokens that the call names. */
export async function nextTokenScores(
  call: Pick<ScoreCall, 'context' | 'tokens' | 'top'>,
  backend: Backend,
): Promise<NextTokenScores> {
  const context = await contextIds(call.context, backend);
  const ids =
    call.tokens.length > 0 ? await namedTokens(call.tokens, backend) : await topTokens(context, call.top, backend);
  const { logProbabilities, ranks } = await backend.score({
    contexts: tokenMatrix([context]),
    queries: [{ position: context.length, tokens: ids }],
    want: { rank: true },
  });
  const tokens = ids.map((id, index) => {
    const logProb = logProbabilities[index] as number;
    return {
      id,
      text: backend.tokenizer.decode([id]),
      logProb: Number.isFinite(logProb) ? logProb : null,
      probability: Math.exp(logProb),
      rank: ranks?.[index] as number,
    };
  });
  return { model: backend.id, context, tokens };
}

async function contextIds(context: ScoreCall['context'], { tokenizer }: Backend): Promise<readonly number[]> {
  const ids = typeof context === 'string' ? (await tokenizer.encode(context)).ids : context;
  if (ids.length > 0) return ids;
  throw new ReagentError('EMPTY_TEXT', 'the text has no tokens: give the words that come before');
}

async function namedTokens(tokens: ScoreCall['tokens'], { tokenizer }: Backend): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const token of tokens) {
    ids.push(typeof token === 'number' ? token : await oneToken(token, tokenizer, '--token-text'));
  }
  return ids;
}

async function topTokens(context: readonly number[], top: number, backend: Backend): Promise<readonly number[]> {
  const { vocabularySize } = backend.tokenizer;
  if (top > vocabularySize) {
    throw new ReagentError('INVALID_OPTION', `--top ${top}: this model has ${vocabularySize} tokens`);
  }
  return (await backend.predict({ context, k: top })).map(({ token }) => token);
}
