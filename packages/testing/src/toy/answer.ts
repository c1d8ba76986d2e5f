import { row, type BackendSupports, type Query, type ScoreRequest, type Scores } from '@reagent/core';
import { logOddsOf, logSoftmax, rankOf, tokensByLogit } from './next-token.ts';
import { toyLogits, type ToyLanguageModel } from './toy-language-model.ts';

/** Scores a checked request. */
export function answer(
  model: ToyLanguageModel,
  supports: BackendSupports,
  request: ScoreRequest,
  knowsOnlyTop: number = Infinity,
): Scores {
  const asked = askedOf(request).map(({ context, query }) => ({ query, logits: toyLogits(model, context) }));
  degrade(
    asked.map(({ logits }) => logits),
    supports.rowIndependence,
    request.contexts.rows,
  );
  const values = asked.flatMap(({ query, logits }) => {
    const logProbabilities = logSoftmax(logits);
    const bound = logProbabilities[tokensByLogit(logits)[knowsOnlyTop - 1] ?? -1] ?? -Infinity;
    return query.tokens.map((token) => {
      const rank = rankOf(logits, token);
      const exact = rank < knowsOnlyTop;
      return { logProbability: exact ? (logProbabilities[token] as number) : bound, exact, rank, logits, token };
    });
  });
  const { topK, want } = request;
  return {
    logProbabilities: Float64Array.from(values, ({ logProbability }) => logProbability),
    logOdds: supports.logits ? Float64Array.from(values, ({ logits, token }) => logOddsOf(logits, token)) : null,
    ...(knowsOnlyTop === Infinity ? {} : { exact: Uint8Array.from(values, ({ exact }) => Number(exact)) }),
    ...(topK === undefined ? {} : { withinTopK: Uint8Array.from(values, ({ rank }) => Number(rank < topK)) }),
    ...(want?.rank ? { ranks: Int32Array.from(values, ({ rank }) => rank) } : {}),
    ...(want?.distribution
      ? { distributions: Float64Array.from(asked.flatMap(({ logits }) => Array.from(logSoftmax(logits)))) }
      : {}),
  };
}

/** What each row is asked, rows in order, in a row its queries in order. */
function askedOf({ contexts, queries, queryIndex }: ScoreRequest): { context: Int32Array; query: Query }[] {
  return Array.from({ length: contexts.rows }, (_, index) => {
    const own = queryIndex === undefined ? queries : [queries[queryIndex[index] as number] as Query];
    return own.map((query) => ({ context: row(contexts, index).subarray(0, query.position), query }));
  }).flat();
}

/** Makes rows depend on their neighbours as real engines do, where the toy is to say that they do. */
export function degrade(
  batch: readonly Float64Array[],
  independence: BackendSupports['rowIndependence'],
  rows: number,
): void {
  if (independence === 'bitwise') return;
  const largest = Math.max(
    ...batch.map((logits) => logits.reduce((best, logit) => Math.max(best, Math.abs(logit)), 0)),
  );
  const step = (largest || 1) / 127; // one scale of 8 bits for the whole batch, as dynamic quantisation has it
  for (const logits of batch) {
    logits.forEach((logit, token) => {
      logits[token] =
        independence === 'none' ? Math.round(logit / step) * step + token / 2 ** 20 : logit * (1 + rows * 2 ** -40);
    });
  }
}
