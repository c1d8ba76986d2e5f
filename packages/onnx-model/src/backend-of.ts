import {
  checkContexts,
  checkCount,
  checkScoreRequest,
  throwIfAborted,
  type BackendSupports,
  type LocalBackend,
  type Prediction,
  type Scores,
  type ScoreRequest,
} from '@reagent/core';
import { checkAbilities } from './check-abilities.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ScoreAnswer, ScoreTask, TopAnswer, TopTask } from './protocol.ts';

/**
 * A backend of a causal language model. Its calls throw `INVALID_INPUT` for ids outside the vocabulary, `TEXT_TOO_LONG`,
 * `UNSUPPORTED` for what `supports` denies, `INVALID_OPTION`, `DISPOSED`, and `ENGINE_FAILED` when ONNX Runtime fails.
 */
export function backendOf(model: LoadedModel): LocalBackend {
  const { engine, maxContext, tokenizer, id, provenance } = model;
  const { vocabularySize, abilities } = engine.facts;
  const supports: BackendSupports = {
    rowIndependence: engine.facts.selfCheck.rowIndependence,
    rank: 'exact',
    maxTopK: Infinity,
    maxContext,
    logits: true,
    distribution: true,
    embeddingMask: abilities.embeddingSize !== null,
    attentions: abilities.attentions,
  };
  const limits = { id, vocabularySize, supports };
  return {
    ...{ id, tokenizer, supports, provenance },
    async score(request) {
      throwIfAborted(request.signal);
      engine.throwIfDisposed();
      checkAbilities(request, abilities);
      checkScoreRequest(request, limits);
      const task = scoreTask(request);
      return scoresOf(await engine.run<ScoreAnswer>(task, [task.ids.buffer as ArrayBuffer], request.signal));
    },
    async predict({ context, k, signal }) {
      throwIfAborted(signal);
      engine.throwIfDisposed();
      const ids = Int32Array.from(context);
      checkContexts({ rows: 1, length: ids.length, ids }, limits);
      checkCount('k', k, limits, vocabularySize);
      return predictions(model, ids, k, signal);
    },
    dispose: () => engine.dispose(),
  };
}

function scoreTask(request: ScoreRequest): ScoreTask {
  const { rows, length, ids } = request.contexts;
  return {
    kind: 'score',
    rows,
    length,
    ids: Int32Array.from(ids),
    queries: request.queries.map(({ position, tokens }) => ({ position, tokens: Int32Array.from(tokens) })),
    queryIndex: request.queryIndex ?? null,
    topK: request.topK ?? null,
    rank: request.want?.rank === true,
    distribution: request.want?.distribution === true,
    attentions: request.want?.attentions === true,
    embeddingMask: request.embeddingMask ?? null,
  };
}

function scoresOf(answer: ScoreAnswer): Scores {
  const { logProbabilities, logOdds, withinTopK, ranks, distributions, attentions } = answer;
  return {
    logProbabilities,
    logOdds,
    ...(withinTopK === null ? {} : { withinTopK }),
    ...(ranks === null ? {} : { ranks }),
    ...(distributions === null ? {} : { distributions }),
    ...(attentions === null ? {} : { attentions }),
  };
}

async function predictions(
  { engine }: LoadedModel,
  ids: Int32Array,
  k: number,
  signal: ScoreRequest['signal'],
): Promise<readonly Prediction[]> {
  const places = Int32Array.of(0, ids.length - 1);
  const task: TopTask = { kind: 'top', rows: 1, length: ids.length, ids, places, k, rowByRow: false };
  const answer = await engine.run<TopAnswer>(task, [ids.buffer as ArrayBuffer], signal);
  return Array.from(answer.tokens, (token, index) => ({
    token,
    logProbability: answer.logProbabilities[index] as number,
  }));
}
