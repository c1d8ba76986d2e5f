/** Waits for what has been asked for. */
export type Take<Answer> = () => Promise<Answer>;

/**
 * Makes calls in the order in which they are given: each while the one before it is under way, so that whoever answers has
 * the next one while the answer is on its way. None is more than one ahead of what has been taken: after a failure, or
 * when nobody takes answers any more, no other is made.
 */
export class CallsAhead {
  readonly #ahead: boolean;
  /** Settled when the last answer, and the one before it, have been taken. */
  #taken: readonly [last: Promise<unknown>, lastButOne: Promise<unknown>] = [Promise.resolve(), Promise.resolve()];

  /** @param ahead false: a call is made when the one before it has been taken */
  constructor(ahead: boolean) {
    this.#ahead = ahead;
  }

  /**
   * @param finish what is to be done with an answer before it is taken
   * @returns takes the answer; answers are to be taken in the order of their calls
   */
  begin<Answer>(call: () => Promise<Answer>, finish: (answer: Answer) => Promise<void>): Take<Answer> {
    const [last, lastButOne] = this.#taken;
    const answer = (this.#ahead ? lastButOne : last).then(call);
    answer.catch(() => undefined); // told to whoever takes it, if anybody still does
    let taken = (): void => undefined;
    this.#taken = [new Promise<void>((resolve) => (taken = resolve)), last];
    return async () => {
      const value = await answer;
      await finish(value);
      taken();
      return value;
    };
  }
}
