import {
  ReagentError,
  checkContexts,
  checkCount,
  checkScoreRequest,
  throwIfAborted,
  type Backend,
  type BackendSupports,
  type PredictRequest,
  type Prediction,
} from '@reagent/core';
import { askDialect } from './ask-dialect.ts';
import type { Client } from './client/client.ts';
import type { RemoteBackendOptions } from './options.ts';
import { createScorer } from './score/scorer.ts';
import { openServer, type OpenServer } from './start/open-server.ts';

/** A backend that also tells what it has spent. */
export interface RemoteBackend extends Backend {
  /** Since the start, every try counted. */
  readonly spent: Client['spent'];
}

/**
 * A causal language model on an inference server: llama.cpp's server, vLLM, SGLang, or one that tells the few most probable
 * tokens. What the server can do is found by asking it, and becomes `supports`.
 *
 * Throws `INVALID_OPTION`, `SERVER_FAILED`, `ACCESS_DENIED`, `MODEL_NOT_FOUND`, `VOCABULARY_MISMATCH`, `BUDGET_SPENT`, and
 * `UNSUPPORTED` for a server that cannot serve. Its calls: `INVALID_INPUT` for ids outside the vocabulary, `TEXT_TOO_LONG`,
 * `UNSUPPORTED` for what `supports` denies, `INVALID_OPTION`, `DISPOSED`, `SERVER_FAILED`, `ACCESS_DENIED`, `BUDGET_SPENT`.
 */
export async function createRemoteBackend(options: RemoteBackendOptions): Promise<RemoteBackend> {
  const server = await openServer(options);
  const { client, id, tokenizer } = server;
  const supports = supportsOf(server);
  const limits = { id, supports, vocabularySize: tokenizer.vocabularySize };
  const score = createScorer({ ...server, model: server.facts.model });
  let disposed = false;
  const begin = (signal: PredictRequest['signal']): void => {
    throwIfAborted(signal);
    if (disposed) throw disposedError(id);
  };
  return {
    ...{ id, tokenizer, supports, provenance: server.provenance },
    spent: client.spent,
    async score(request) {
      begin(request.signal);
      checkScoreRequest(request, limits);
      return score(request);
    },
    async predict({ context, k, signal }) {
      begin(signal);
      const ids = Int32Array.from(context);
      checkContexts({ rows: 1, length: ids.length, ids }, limits);
      checkCount('k', k, limits, tokenizer.vocabularySize);
      const { best } = server.abilities;
      if (k > best) throw unsupported(id, `tells the ${best} best tokens, not ${k}`);
      return predictions(server, [...ids], { k, signal });
    },
    async dispose() {
      disposed = true;
      client.end(disposedError(id));
    },
  };
}

function supportsOf({ abilities, maxContext }: OpenServer): BackendSupports {
  const { best, follows, tokensPerAsk, rowIndependence } = abilities;
  return {
    rowIndependence,
    ...(follows ? { rank: 'exact', maxTopK: Infinity } : { rank: 'topK', maxTopK: best, queriesPerPass: 1 }),
    ...(tokensPerAsk === Infinity ? {} : { tokensPerQuery: tokensPerAsk }),
    ...{ maxContext, logits: false, distribution: false, embeddingMask: false, attentions: false },
  };
}

async function predictions(
  { client, dialect, facts: { model }, abilities: { best, plainToken }, id }: OpenServer,
  context: readonly number[],
  { k, signal }: { readonly k: number; readonly signal: PredictRequest['signal'] },
): Promise<readonly Prediction[]> {
  const ask = { model, contexts: [context], tokens: [], best, plainToken };
  const [answer] = await askDialect(dialect, client.within(signal), ask);
  const list = (answer?.best ?? []).slice(0, k);
  if (list.every(({ token }) => token >= 0)) return list;
  const what =
    'tells the most probable tokens as texts, and one of them is not one token of the tokenizer: name the target';
  throw unsupported(id, what);
}

function unsupported(id: string, what: string): ReagentError {
  return new ReagentError('UNSUPPORTED', `backend ${id} ${what}`, { plugin: id });
}

function disposedError(id: string): ReagentError {
  return new ReagentError('DISPOSED', `backend ${id} has been disposed of`, { plugin: id });
}
