import type { Answer, FollowedToken, ScoredToken } from '../dialect.ts';

/** What a server has told about a token after a context. */
export interface Told {
  readonly logProbability: number;
  readonly exact: boolean;
  /** Null: not told beside it. */
  readonly best: readonly ScoredToken[] | null;
}

/** Answers by context and token: of one call, and those of calls that failed, which have been paid for. */
export class KnownAnswers {
  readonly #asked = new Map<string, Told>();
  readonly #followed = new Map<string, FollowedToken>();

  keepAnswers(contexts: readonly (readonly number[])[], tokens: readonly number[], answers: readonly Answer[]): void {
    contexts.forEach((context, index) => {
      const { tokens: told = [], best = null } = answers[index] ?? {};
      tokens.forEach((token, place) => {
        const { logProbability, exact = true } = told[place] as { logProbability: number; exact?: boolean };
        this.#asked.set(keyOf(context, token), { logProbability, exact, best });
      });
    });
  }

  keepFollowed(rows: readonly (readonly number[])[], followed: readonly (readonly FollowedToken[])[]): void {
    rows.forEach((row, index) => {
      followed[index]?.forEach((token, place) =>
        this.#followed.set(keyOf(row.slice(0, place + 1), token.token), token),
      );
    });
  }

  asked(context: readonly number[], token: number): Told | undefined {
    return this.#asked.get(keyOf(context, token));
  }

  followed(context: readonly number[], token: number): FollowedToken | undefined {
    return this.#followed.get(keyOf(context, token));
  }

  /** Takes over all that another has. */
  add(other: KnownAnswers): void {
    other.#asked.forEach((told, key) => this.#asked.set(key, told));
    other.#followed.forEach((told, key) => this.#followed.set(key, told));
  }

  /** Lets go of what another has. */
  remove(other: KnownAnswers): void {
    other.#asked.forEach((_, key) => this.#asked.delete(key));
    other.#followed.forEach((_, key) => this.#followed.delete(key));
  }

  copy(): KnownAnswers {
    const copy = new KnownAnswers();
    copy.add(this);
    return copy;
  }
}

function keyOf(context: readonly number[], token: number): string {
  return `${token}:${context.join()}`;
}
