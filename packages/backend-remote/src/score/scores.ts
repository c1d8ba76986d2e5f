import type { Scores } from '@reagent/core';
import type { ScoredToken } from '../dialect.ts';
import type { KnownAnswers } from './known-answers.ts';
import type { Question } from './questions.ts';

interface Answered {
  readonly questions: readonly Question[];
  readonly followed: ReadonlySet<Question>;
  readonly known: KnownAnswers;
  readonly topK: number | undefined;
  /** Ranks were asked for, or are needed to tell the top k. */
  readonly ranks: boolean;
  readonly bounds: boolean;
}

interface Value {
  readonly logProbability: number;
  readonly exact: boolean;
  readonly rank: number | null;
  readonly best: readonly ScoredToken[] | null;
}

/** What was told, in the order of the questions. */
export function scoresOf(answered: Answered): Scores {
  const { questions, topK, ranks, bounds } = answered;
  const values = questions.flatMap((question) => question.tokens.map((token) => valueOf(question, token, answered)));
  return {
    logProbabilities: Float64Array.from(values, ({ logProbability }) => logProbability),
    logOdds: null,
    ...(bounds ? { exact: Uint8Array.from(values, ({ exact }) => Number(exact)) } : {}),
    ...(topK === undefined ? {} : { withinTopK: Uint8Array.from(values, (value) => Number(isWithin(value, topK))) }),
    ...(ranks ? { ranks: Int32Array.from(values, ({ rank }) => rank ?? 0) } : {}),
  };
}

function valueOf(question: Question, token: number, { followed, known, ranks }: Answered): Value {
  const { context } = question;
  const own = followed.has(question) || ranks ? known.followed(context, token) : undefined;
  const rank = own?.rank ?? null;
  if (own !== undefined && followed.has(question)) {
    return { logProbability: own.logProbability, exact: true, rank, best: null };
  }
  const told = known.asked(context, token);
  if (told === undefined) throw new TypeError(`no answer about token ${token}`); // planned for every question
  return { ...told, rank };
}

/** By the rank where it is known, else by how many of the best are more probable. */
function isWithin({ logProbability, exact, rank, best }: Value, topK: number): boolean {
  if (rank !== null) return rank < topK;
  if (!exact) return false;
  return (best ?? []).filter((entry) => entry.logProbability > logProbability).length < topK;
}
