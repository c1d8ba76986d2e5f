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
  async score(contexts: TokenMatrix, want: { topK?: number; rank?: boolean } = {}): Promise<TokenScore[]> {
    const { backend, target, signal } = this.#options;
    const scores: TokenScore[] = [];
    for (let from = 0; from < contexts.rows; from += this.#batchSize) {
      const batch = sliceRows(contexts, from, from + this.#batchSize);
      this.requests += 1;
      const answers = await scoreChecked(backend, {
        contexts: batch,
        queries: [{ position: contexts.length, tokens: [target] }],
        ...(want.topK === undefined ? {} : { topK: want.topK }),
        ...(want.rank ? { want: { rank: true } } : {}),
        ...(signal ? { signal } : {}),
      });
      this.evaluations += batch.rows;
      scores.push(...answers);
    }
    this.clamped += scores.filter((score) => score.clamped).length;
    return scores;
  }
}
