import { ReagentError } from '@reagent/core';

/** What a backend may spend at most; every try counts. */
export interface RemoteBudget {
  /** HTTP requests, those of the start included. */
  readonly requests?: number;
  /** Tokens sent to be read by the model, and one for each that it writes. */
  readonly tokens?: number;
}

export interface Spending {
  readonly requests: number;
  readonly tokens: number;
  /** Throws `BUDGET_SPENT` where a request of so many tokens goes beyond the budget. */
  spend(tokens: number): void;
  /** Takes tokens back that no model has read. */
  giveBack(tokens: number): void;
}

export function createSpending({ requests = Infinity, tokens = Infinity }: RemoteBudget): Spending {
  const spent = { requests: 0, tokens: 0 };
  return {
    get requests() {
      return spent.requests;
    },
    get tokens() {
      return spent.tokens;
    },
    spend(count) {
      const over =
        spent.requests + 1 > requests
          ? `${requests} requests`
          : spent.tokens + count > tokens
            ? `${tokens} tokens`
            : null;
      if (over !== null) {
        throw new ReagentError('BUDGET_SPENT', `the budget of ${over} is spent: raise it, or explain less`);
      }
      spent.requests += 1;
      spent.tokens += count;
    },
    giveBack(count) {
      spent.tokens -= count;
    },
  };
}
