import type { LocalBackend, MaskedModel, ScoreRequest, TokenMatrix } from '@reagent/core';
import type { Ask } from '@reagent/onnx-graph';

/** A run of a model: what it was given and asked, and from when to when its caller waited. */
export interface RecordedRun {
  readonly model: 'causal' | 'masked';
  readonly contexts: TokenMatrix;
  readonly ask: Ask;
  /** Milliseconds. */
  readonly begin: number;
  readonly end: number;
}

/** Every call of a pair of models is added to `runs`. */
export class RunRecorder {
  runs: RecordedRun[] = [];
  readonly backend: LocalBackend;
  readonly maskedModel: MaskedModel;

  constructor(backend: LocalBackend, maskedModel: MaskedModel) {
    this.backend = {
      ...backend,
      score: (request) => this.#record('causal', request.contexts, askOf(request), () => backend.score(request)),
      predict: (request) => {
        const ids = Int32Array.from(request.context);
        const ask: Ask = { rows: [[0, ids.length - 1]], bestCount: request.k };
        return this.#record('causal', { rows: 1, length: ids.length, ids }, ask, () => backend.predict(request));
      },
    };
    this.maskedModel = {
      ...maskedModel,
      propose: (request) =>
        this.#record('masked', request.contexts, { rows: request.positions, bestCount: request.k }, () =>
          maskedModel.propose(request),
        ),
    };
  }

  /** Contexts that a model scored. */
  contexts(model: RecordedRun['model']): number {
    return this.runs.reduce((sum, run) => (run.model === model ? sum + run.contexts.rows : sum), 0);
  }

  /** Seconds in which a call of one of the models was under way; calls overlap. */
  seconds(): number {
    let [sum, until] = [0, 0];
    for (const { begin, end } of this.runs.toSorted((one, other) => one.begin - other.begin)) {
      sum += Math.max(0, end - Math.max(begin, until));
      until = Math.max(until, end);
    }
    return sum / 1000;
  }

  async #record<Answer>(
    model: RecordedRun['model'],
    contexts: TokenMatrix,
    ask: Ask,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const begin = performance.now();
    const answer = await call();
    this.runs.push({ model, contexts, ask, begin, end: performance.now() });
    return answer;
  }
}

function askOf({ contexts, queries, queryIndex }: ScoreRequest): Ask {
  const asked = Array.from({ length: contexts.rows }, (_, row) =>
    queries
      .filter((_, index) => queryIndex === undefined || queryIndex[row] === index)
      .map(({ position, tokens }) => ({ place: [row, position - 1] as const, tokens })),
  ).flat();
  return { rows: asked.map(({ place }) => place), tokens: asked.map(({ tokens }) => tokens) };
}
