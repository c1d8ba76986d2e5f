import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend, Query } from '../interfaces/backend.ts';
import { CallsAhead, type Take } from './calls-ahead.ts';
import { scoreChecked, type TokenScore } from './checked-scores.ts';
import type { KeptAnswers } from '../journal/kept-answers.ts';
import { askedOf, passesOf, placeOf, type Asked } from './questions.ts';
import { row, sliceRows, tokenMatrix, type TokenMatrix } from '../interfaces/token-matrix.ts';
import { targetScore } from './target-score.ts';
import type { Target } from './targets.ts';

export interface EvaluatorOptions {
  readonly backend: Backend;
  readonly targets: readonly Target[];
  readonly batchSize: number;
  /** A batch is sent while the model is at the one before. */
  readonly ahead: boolean;
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

interface Pass {
  readonly queries: readonly Query[];
  /** The target of its first query, where each is a token of its own. */
  readonly firstTarget: number;
}

/** Scores the targets after contexts of any number, in batches that the backend takes, and counts the cost. */
export class Evaluator {
  evaluations = 0;
  requests = 0;
  clamped = 0;
  /** Of the run's journal; null: it has none, or it is not open yet. */
  kept: KeptAnswers | null = null;
  /** A batch is sent while the model is at the one before. */
  readonly ahead: boolean;
  /** Evaluations that a context costs: passes of the model, for every target. */
  readonly passes: number;
  /** Evaluations that a context costs that one target alone is asked about. */
  readonly passesOfOne: number;
  readonly #options: EvaluatorOptions;
  readonly #batchSize: number;
  readonly #passes: readonly Pass[];
  /** Tokens explained as one stand after a context, but for the last. */
  readonly #explained: readonly number[];
  readonly #calls: CallsAhead;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    const { targets, backend } = options;
    const { rowIndependence, maxBatch = Infinity } = backend.supports;
    this.#batchSize = rowIndependence === 'none' ? 1 : Math.min(options.batchSize, maxBatch);
    let firstTarget = 0;
    this.#passes = passesOf(targets, backend.supports).map((queries) => {
      const pass = { queries, firstTarget };
      firstTarget += queries.length;
      return pass;
    });
    this.#explained = targets.at(-1)?.tokens.slice(0, -1) ?? [];
    this.ahead = options.ahead;
    this.#calls = new CallsAhead(options.ahead);
    this.passes = this.#passes.length;
    this.passesOfOne = targets.length === 1 ? this.passes : 1;
  }

  /** [row][target] */
  async score(contexts: TokenMatrix, wanted: Wanted = {}): Promise<TokenScore[][]> {
    return this.send(contexts, wanted)();
  }

  /** The same to be taken later, in the order in which it was asked for: only then it counts, and is in the journal. */
  send(contexts: TokenMatrix, wanted: Wanted = {}): Take<TokenScore[][]> {
    const take = this.sendTokens(contexts, wanted);
    const { targets, backend } = this.#options;
    return async () => {
      const scores = (await take()).map((tokens) => {
        return targets.map((target, index) => targetScore(target, tokens[index] ?? [], backend.supports.logits));
      });
      this.#countClamped(scores.flat());
      return scores;
    };
  }

  /** [row] Each context is asked about one target only. */
  async scoreOne(contexts: TokenMatrix, targetOf: readonly number[], wanted: Wanted = {}): Promise<TokenScore[]> {
    if (this.#options.targets.length === 1) return (await this.score(contexts, wanted)).flat();
    const queries = this.#passes.flatMap((pass) => pass.queries); // several targets are single tokens: one query each
    const batches = batchesOf(contexts, this.#batchSize).map(([batch, from]) => {
      const queryIndex = Int32Array.from(targetOf.slice(from, from + batch.rows));
      return this.#ask(batch, { queries, queryIndex }, wanted);
    });
    const scores: TokenScore[] = [];
    for (const take of batches) scores.push(...(await take()).flat());
    this.#countClamped(scores);
    return scores;
  }

  /** [row][target][token that it asks for], to be taken later */
  sendTokens(contexts: TokenMatrix, wanted: Wanted): Take<TokenScore[][][]> {
    const { distribution = wanted.measure != null } = wanted;
    // A distribution is as long as the vocabulary: a batch holds as many of them as with one target.
    const held = distribution ? Math.max(...this.#passes.map(({ queries }) => queries.length)) : 1;
    const batchSize = Math.max(1, Math.floor(this.#batchSize / held));
    const batches = batchesOf(contexts, batchSize).map(([batch]) =>
      this.#passes.map((pass) => this.#ask(batch, pass, { ...wanted, distribution })),
    );
    return async () => {
      const all: TokenScore[][][] = [];
      for (const passes of batches) {
        const answers: (readonly TokenScore[])[][] = [];
        for (const take of passes) answers.push(await take());
        const rows = answers[0] ?? [];
        all.push(...rows.map((_, row) => this.#byTarget(answers.flatMap((answer) => answer[row] ?? []))));
      }
      return all;
    };
  }

  /** [row][token asked for] What is kept, and the model's answers to the rest, which are kept from then on. */
  #ask(contexts: TokenMatrix, asked: Asked, wanted: Wanted): Take<(readonly TokenScore[])[]> {
    // Whole distributions are too long to keep: whoever wants them, and not a number of them, asks the model.
    const isKept = wanted.distribution !== true || wanted.measure != null;
    const place = isKept && this.kept !== null ? placeOf(contexts, asked, wanted) : null;
    const known = place === null ? [] : (this.kept?.take(place.asked, place.rows) ?? []);
    const rest = sliceRows(contexts, known.length, contexts.rows);
    const queryIndex = asked.queryIndex?.subarray(known.length);
    const restAsked = { ...asked, ...(queryIndex ? { queryIndex } : {}) };
    const take = this.#calls.begin(
      async () => (rest.rows === 0 ? [] : this.#askModel(rest, restAsked, wanted)),
      async (scores) => {
        this.evaluations += contexts.rows;
        if (!isKept || this.kept === null || rest.rows === 0) return;
        const { asked: question, rows } = place ?? placeOf(contexts, asked, wanted);
        await this.kept.keep({ asked: question, rows: rows.slice(known.length), scores });
      },
    );
    return async () => [...known, ...(await take())];
  }

  async #askModel(
    contexts: TokenMatrix,
    { queries, queryIndex, firstTarget = 0 }: Asked,
    { topK, rank = false, distribution = false, measure = null }: Wanted,
  ): Promise<(readonly TokenScore[])[]> {
    const { backend, signal } = this.#options;
    this.requests += 1;
    const answers = await scoreChecked(backend, {
      contexts: this.#withExplained(contexts),
      queries,
      ...(queryIndex ? { queryIndex } : {}),
      ...(topK === undefined ? {} : { topK }),
      ...(rank || distribution ? { want: { rank, distribution } } : {}),
      ...(signal ? { signal } : {}),
    });
    const each = answers.length / contexts.rows;
    return Array.from({ length: contexts.rows }, (_, index) => {
      const own = answers.slice(index * each, (index + 1) * each);
      return measure === null ? own : measured(own, firstTarget, measure);
    });
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

/** With the row that each begins with. */
function batchesOf(contexts: TokenMatrix, size: number): readonly (readonly [batch: TokenMatrix, from: number])[] {
  return Array.from({ length: Math.ceil(contexts.rows / size) }, (_, index) => {
    return [sliceRows(contexts, index * size, (index + 1) * size), index * size] as const;
  });
}
