import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend, Query } from '../interfaces/backend.ts';
import { scoreChecked, type TokenScore } from './checked-scores.ts';
import { askedOf, passesOf } from './questions.ts';
import { row, sliceRows, tokenMatrix, type TokenMatrix } from '../interfaces/token-matrix.ts';
import { targetScore } from './target-score.ts';
import type { Target } from './targets.ts';

export interface EvaluatorOptions {
  readonly backend: Backend;
  readonly targets: readonly Target[];
  readonly batchSize: number;
  readonly signal?: AbortSignalLike | undefined;
}

/** What to tell beside the probabilities. */
export interface Wanted {
  readonly topK?: number;
  readonly rank?: boolean;
  /** Of targets that are single tokens only. */
  readonly distribution?: boolean;
  /** A number to take from each target's distribution, which is then let go: no more than a batch of them is held. */
  readonly measure?: MeasureTarget | null;
}

/** How far the distribution at a target's position is from that in the unreplaced context. */
export type MeasureTarget = (target: number, distribution: Float64Array) => number;

/** Scores the targets after contexts of any number, in batches that the backend takes, and counts the cost. */
export class Evaluator {
  evaluations = 0;
  requests = 0;
  clamped = 0;
  /** Evaluations that a context costs: passes of the model, for every target. */
  readonly passes: number;
  /** Evaluations that a context costs that one target alone is asked about. */
  readonly passesOfOne: number;
  readonly #options: EvaluatorOptions;
  readonly #batchSize: number;
  /** [pass] */
  readonly #queries: readonly (readonly Query[])[];
  /** Tokens explained as one stand after a context, but for the last. */
  readonly #explained: readonly number[];

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    const { targets, backend } = options;
    const { rowIndependence, maxBatch = Infinity } = backend.supports;
    this.#batchSize = rowIndependence === 'none' ? 1 : Math.min(options.batchSize, maxBatch);
    this.#queries = passesOf(targets, backend.supports);
    this.#explained = targets.at(-1)?.tokens.slice(0, -1) ?? [];
    this.passes = this.#queries.length;
    this.passesOfOne = targets.length === 1 ? this.passes : 1;
  }

  /** [row][target] */
  async score(contexts: TokenMatrix, wanted: Wanted = {}): Promise<TokenScore[][]> {
    const rows = await this.tokens(contexts, wanted);
    const { targets, backend } = this.#options;
    const scores = rows.map((tokens) => {
      return targets.map((target, index) => targetScore(target, tokens[index] ?? [], backend.supports.logits));
    });
    this.#countClamped(scores.flat());
    return scores;
  }

  /** [row] Each context is asked about one target only. */
  async scoreOne(contexts: TokenMatrix, targetOf: readonly number[], wanted: Wanted = {}): Promise<TokenScore[]> {
    if (this.#options.targets.length === 1) return (await this.score(contexts, wanted)).flat();
    const scores: TokenScore[] = [];
    const queries = this.#queries.flat(); // several targets are single tokens: one query each
    for (let from = 0; from < contexts.rows; from += this.#batchSize) {
      const queryIndex = Int32Array.from(targetOf.slice(from, from + this.#batchSize));
      scores.push(
        ...(await this.#ask(sliceRows(contexts, from, from + this.#batchSize), { queries, queryIndex }, wanted)),
      );
    }
    this.#countClamped(scores);
    return scores;
  }

  /** [row][target][token that it asks for] */
  async tokens(contexts: TokenMatrix, wanted: Wanted = {}): Promise<TokenScore[][][]> {
    const { measure = null, distribution = measure !== null } = wanted;
    // A distribution is as long as the vocabulary: a batch holds as many of them as with one target.
    const held = distribution ? Math.max(...this.#queries.map((queries) => queries.length)) : 1;
    const batchSize = Math.max(1, Math.floor(this.#batchSize / held));
    const all: TokenScore[][][] = [];
    for (let from = 0; from < contexts.rows; from += batchSize) {
      const batch = sliceRows(contexts, from, from + batchSize);
      const rows = Array.from({ length: batch.rows }, (): TokenScore[] => []);
      for (const queries of this.#queries) {
        const answers = await this.#ask(batch, { queries }, { ...wanted, distribution });
        const each = answers.length / batch.rows;
        rows.forEach((scores, index) => {
          const own = answers.slice(index * each, (index + 1) * each);
          scores.push(...(measure === null ? own : measured(own, scores.length, measure)));
        });
      }
      all.push(...rows.map((scores) => this.#byTarget(scores)));
    }
    return all;
  }

  async #ask(
    contexts: TokenMatrix,
    asked: { queries: readonly Query[]; queryIndex?: Int32Array },
    { topK, rank = false, distribution = false }: Wanted,
  ): Promise<TokenScore[]> {
    const { backend, signal } = this.#options;
    this.requests += 1;
    const answers = await scoreChecked(backend, {
      contexts: this.#withExplained(contexts),
      ...asked,
      ...(topK === undefined ? {} : { topK }),
      ...(rank || distribution ? { want: { rank, distribution } } : {}),
      ...(signal ? { signal } : {}),
    });
    this.evaluations += contexts.rows;
    return answers;
  }

  #withExplained(contexts: TokenMatrix): TokenMatrix {
    if (this.#explained.length === 0) return contexts;
    return tokenMatrix(Array.from({ length: contexts.rows }, (_, at) => [...row(contexts, at), ...this.#explained]));
  }

  #byTarget(scores: readonly TokenScore[]): TokenScore[][] {
    let from = 0;
    return this.#options.targets.map((target) => scores.slice(from, (from += askedOf(target))));
  }

  #countClamped(scores: readonly TokenScore[]): void {
    this.clamped += scores.filter((score) => score.clamped).length;
  }
}

/** @param first the target of the first score: each is a token of its own */
function measured(scores: readonly TokenScore[], first: number, measure: MeasureTarget): TokenScore[] {
  return scores.map(({ distribution, ...score }, index) => {
    return { ...score, distance: measure(first + index, distribution as Float64Array) };
  });
}
