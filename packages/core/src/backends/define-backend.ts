import { throwIfAborted } from '../interfaces/abort.ts';
import type { Backend, BackendSupports, ScoreRequest } from '../interfaces/backend.ts';
import { checkContexts, checkCount, checkScoreRequest } from './check-request.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { JsonObject } from '../interfaces/json.ts';
import { bestTokens, logOddsOf, logSoftmax, rankOf } from './logits.ts';
import { row } from '../interfaces/token-matrix.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';

/** [token] the logits of the token after a context; they must depend on the context alone. */
export type LogitsAfter = (context: Int32Array) => ArrayLike<number> | Promise<ArrayLike<number>>;

export interface DefineBackendOptions {
  readonly tokenizer: Tokenizer;
  /** Longest context, in tokens. Default: no bound. */
  readonly maxContext?: number;
  readonly provenance?: JsonObject;
}

/**
 * A backend around a function that gives the logits after one context: `defineBackend('mine', logitsAfter, { tokenizer })`.
 * Contexts are asked about one by one; probabilities, log-odds, ranks and distributions are worked out from the logits.
 * Logits that are not one number for each token are refused with code `PLUGIN_BROKE_RULE`.
 */
export function defineBackend(id: string, logitsAfter: LogitsAfter, options: DefineBackendOptions): Backend {
  const { tokenizer, maxContext = Infinity, provenance } = options;
  const supports = supportsOf(maxContext);
  const size = tokenizer.vocabularySize;
  const limits = { id, supports, vocabularySize: size };
  let disposed = false;
  const begin = (): void => {
    if (disposed) throw new ReagentError('DISPOSED', `backend ${id} has been disposed of`, { plugin: id });
  };
  const logits = async (context: Int32Array, signal: ScoreRequest['signal']): Promise<Float64Array> => {
    throwIfAborted(signal);
    const own = Float64Array.from(await logitsAfter(context));
    throwIfAborted(signal); // also where the function pays no heed to it
    if (own.length === size && own.every(Number.isFinite)) return own;
    const rule = `logits must be ${size} finite numbers, one for each token`;
    throw new ReagentError('PLUGIN_BROKE_RULE', `backend ${id}: ${rule}`, { plugin: id });
  };
  return {
    ...{ id, tokenizer, supports },
    ...(provenance === undefined ? {} : { provenance }),
    async score(request) {
      begin();
      checkScoreRequest(request, limits);
      const asked = contextsAsked(request); // copies: nobody can change them under way
      const { topK, want, signal } = request;
      const answers: { readonly own: Float64Array; readonly tokens: readonly number[] }[] = [];
      for (const { context, tokens } of asked) answers.push({ own: await logits(context, signal), tokens });
      const each = (value: (own: Float64Array, token: number) => number): number[] =>
        answers.flatMap(({ own, tokens }) => tokens.map((token) => value(own, token)));
      const all = answers.map(({ own, tokens }) => ({ tokens, logProbabilities: logSoftmax(own) }));
      return {
        logOdds: Float64Array.from(each(logOddsOf)),
        logProbabilities: Float64Array.from(
          all.flatMap(({ tokens, logProbabilities }) => tokens.map((token) => logProbabilities[token] as number)),
        ),
        ...(topK === undefined
          ? {}
          : { withinTopK: Uint8Array.from(each((own, at) => (rankOf(own, at) < topK ? 1 : 0))) }),
        ...(want?.rank ? { ranks: Int32Array.from(each(rankOf)) } : {}),
        ...(want?.distribution
          ? { distributions: Float64Array.from(all.flatMap(({ logProbabilities }) => [...logProbabilities])) }
          : {}),
      };
    },
    async predict({ context, k, signal }) {
      begin();
      const ids = Int32Array.from(context);
      checkContexts({ rows: 1, length: ids.length, ids }, limits);
      checkCount('k', k, limits, size);
      const own = await logits(ids, signal);
      const logProbabilities = logSoftmax(own);
      return bestTokens(own, k).map((token) => ({ token, logProbability: logProbabilities[token] as number }));
    },
    dispose: async () => void (disposed = true),
  };
}

function supportsOf(maxContext: number): BackendSupports {
  return {
    ...{ rowIndependence: 'bitwise', rank: 'exact', maxTopK: Infinity, maxContext, logits: true, distribution: true },
    ...{ embeddingMask: false, attentions: false },
  };
}

/** Rows in order, of a row all queries or the one that it names; a query sees the tokens before its position. */
function contextsAsked({ contexts, queries, queryIndex }: ScoreRequest): { context: Int32Array; tokens: number[] }[] {
  return Array.from({ length: contexts.rows }, (_, index) => {
    const own = queryIndex === undefined ? queries : queries.slice(queryIndex[index]).slice(0, 1);
    return own.map(({ position, tokens }) => ({
      context: row(contexts, index).slice(0, position),
      tokens: [...tokens],
    }));
  }).flat();
}
