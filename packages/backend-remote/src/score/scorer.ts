import { throwIfAborted, type Scores, type ScoreRequest } from '@reagent/core';
import { askDialect, followDialect } from '../ask-dialect.ts';
import type { Client, Server } from '../client/client.ts';
import type { Dialect } from '../dialect.ts';
import type { Abilities } from '../start/probe-abilities.ts';
import { planAsks } from './asks.ts';
import { followable, planFollows } from './follows.ts';
import { KnownAnswers } from './known-answers.ts';
import { questionsOf, type Question } from './questions.ts';
import { scoresOf } from './scores.ts';

export interface ScorerOptions {
  readonly client: Client;
  readonly dialect: Dialect;
  readonly model: string;
  readonly abilities: Abilities;
  readonly rowsPerRequest: number;
}

/** What of an answer is wanted beside the log-probabilities. */
interface Wanted {
  readonly ranks: boolean;
  /** How many of the most probable tokens. */
  readonly best: number;
}

/** Answers checked requests. What a call that failed was told is kept until it is asked for again. */
export function createScorer(options: ScorerOptions): (request: ScoreRequest) => Promise<Scores> {
  const { abilities, client } = options;
  const paid = new KnownAnswers();

  return async (request) => {
    const questions = questionsOf(request);
    const { topK, want, signal } = request;
    const ranks = want?.rank === true || (topK ?? 0) > abilities.best;
    const best = ranks ? 0 : (topK ?? 0);
    const followed = new Set(abilities.follows ? followable(questions) : []);
    const known = paid.copy();
    const requests = requestsOf(questions, { ranks, best }, { ...options, followed, known });
    const outcomes = await Promise.allSettled(requests.map((send) => send(client.within(signal))));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      paid.add(known);
      throwIfAborted(signal);
      throw failed.reason;
    }
    paid.remove(known);
    return scoresOf({ questions, followed, known, topK, ranks, bounds: abilities.bounds });
  };
}

/** Each keeps what it is told. */
function requestsOf(
  questions: readonly Question[],
  wanted: Wanted,
  options: ScorerOptions & { readonly followed: ReadonlySet<Question>; readonly known: KnownAnswers },
): readonly ((server: Server) => Promise<void>)[] {
  const { dialect, model, abilities, rowsPerRequest, followed, known } = options;
  const { plainToken } = abilities;
  // A list of twenty is most of an answer; one tells less, and enough for an answer to be checked against.
  const best = abilities.bounds ? abilities.best : Math.max(1, wanted.best);
  const asks = planAsks(
    questions.filter((question) => !followed.has(question)),
    {
      rowsPerRequest,
      tokensPerAsk: wanted.best > 0 ? 1 : abilities.tokensPerAsk, // beside several tokens the best may not be told
      isKnown(context, token) {
        const told = known.asked(context, token);
        return told !== undefined && (told.best?.length ?? 0) >= wanted.best;
      },
    },
  );
  const follows = planFollows(wanted.ranks ? questions : [...followed], {
    rowsPerRequest,
    isKnown: (context, token) => known.followed(context, token) !== undefined,
  });
  return [
    ...asks.map(({ contexts, tokens }) => async (server: Server) => {
      const answers = await askDialect(dialect, server, { model, contexts, tokens, best, plainToken });
      known.keepAnswers(contexts, tokens, answers);
    }),
    ...follows.map((rows) => async (server: Server) => {
      known.keepFollowed(rows, (await followDialect(dialect, server, { model, rows })) ?? []);
    }),
  ];
}
