import { chunks, type PlanOptions } from './asks.ts';
import type { Question } from './questions.ts';

/**
 * The questions that one pass a row answers: of rows with several questions, each for one token, where the row itself holds
 * the tokens before. An answer's own tokens are asked for like that.
 */
export function followable(questions: readonly Question[]): readonly Question[] {
  return byRow(questions).flatMap((own) => {
    const isOneRow = own.length > 1 && own.every(({ tokens }) => tokens.length === 1) && longestOf(own).length === 1;
    return isOneRow ? own : [];
  });
}

/** Requests with rows that tell all that questions ask for, each token after its context. */
export function planFollows(
  questions: readonly Question[],
  { rowsPerRequest, isKnown }: Omit<PlanOptions, 'tokensPerAsk'>,
): readonly (readonly (readonly number[])[])[] {
  const unknown = questions.filter(({ context, tokens }) => tokens.some((token) => !isKnown(context, token)));
  const rows = new Map(
    byRow(unknown)
      .flatMap(longestOf)
      .map((row) => [row.join(), row]),
  );
  return chunks([...rows.values()], rowsPerRequest);
}

function byRow(questions: readonly Question[]): readonly (readonly Question[])[] {
  const rows = new Map<number, Question[]>();
  for (const question of questions) rows.set(question.row, [...(rows.get(question.row) ?? []), question]);
  return [...rows.values()];
}

/** The contexts of one row's questions with their tokens, without those that another of them begins with. */
function longestOf(questions: readonly Question[]): readonly (readonly number[])[] {
  const rows = questions
    .flatMap(({ context, tokens }) => tokens.map((token) => [...context, token]))
    .toSorted((a, b) => b.length - a.length);
  return rows.reduce<readonly (readonly number[])[]>(
    (kept, row) => (kept.some((other) => row.every((id, place) => other[place] === id)) ? kept : [...kept, row]),
    [],
  );
}
