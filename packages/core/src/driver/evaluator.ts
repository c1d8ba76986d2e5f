import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend } from '../interfaces/backend.ts';
import { scoreChecked, type TokenScore } from './checked-scores.ts';
import { sliceRows, type TokenMatrix } from '../interfaces/token-matrix.ts';

export interface EvaluatorOptions {
  readonly backend: Backend;
  readonly target: number;
  readonly batchSize: number;
  readonly signal?: AbortSignalLike | undefined;
}

/** What to tell of each row beside the target's probability. */
export interface Wanted {
  readonly topK?: number;
  readonly rank?: boolean;
  readonly distribution?: boolean;
  /** A number to take from each row's distribution, which is then let go: no more than one batch of them is held. */
  readonly measure?: ((distribution: Float64Array) => number) | null;
}

/** Scores the target after contexts of any number, in batches that the backend takes, and counts the cost. */
export class Evaluator {
  evaluations = 0;
  requests = 0;
  clamped = 0;
  readonly #options: EvaluatorOptions;
  readonly #batchSize: number;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    const { rowIndependence, maxBatch = Infinity } = options.backend.supports;
    this.#batchSize = rowIndependence === 'none' ? 1 : Math.min(options.batchSize, maxBatch);
  }

  /** One entry a row. */
  async score(contexts: TokenMatrix, wanted: Wanted = {}): Promise<TokenScore[]> {
    const { backend, target, signal } = this.#options;
    const { topK, rank = false, measure = null, distribution = measure !== null } = wanted;
    const scores: TokenScore[] = [];
    for (let from = 0; from < contexts.rows; from += this.#batchSize) {
      const batch = sliceRows(contexts, from, from + this.#batchSize);
      this.requests += 1;
      const answers = await scoreChecked(backend, {
        contexts: batch,
        queries: [{ position: contexts.length, tokens: [target] }],
        ...(topK === undefined ? {} : { topK }),
        ...(rank || distribution ? { want: { rank, distribution } } : {}),
        ...(signal ? { signal } : {}),
      });
      this.evaluations += batch.rows;
      scores.push(...(measure === null ? answers : answers.map((answer) => measured(answer, measure))));
    }
    this.clamped += scores.filter((score) => score.clamped).length;
    return scores;
  }
}

function measured({ distribution, ...score }: TokenScore, measure: NonNullable<Wanted['measure']>): TokenScore {
  return { ...score, distance: measure(distribution as Float64Array) };
}
