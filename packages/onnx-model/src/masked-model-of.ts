import {
  checkContexts,
  checkCount,
  ReagentError,
  throwIfAborted,
  type LocalTokenizer,
  type MaskedModel,
  type Proposals,
} from '@reagent/core';
import { surroundings, type Surroundings } from '@reagent/tokenizer';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelTexts } from './model-texts.ts';
import type { TopAnswer, TopTask } from './protocol.ts';

/** A masked language model (RoBERTa, BERT, …). Throws `MODEL_INVALID` for a model without a mask token. */
export async function maskedModelOf(model: LoadedModel): Promise<MaskedModel> {
  const { engine, maxContext, tokenizer, id } = model;
  const { vocabularySize } = engine.facts;
  const limits = { id, vocabularySize, supports: { maxContext } };
  let own: Surroundings & { readonly maskToken: number };
  try {
    own = { maskToken: maskTokenOf(model.texts, tokenizer), ...around(tokenizer) };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  return {
    id,
    tokenizer,
    ...own,
    maxContext,
    provenance: model.provenance,
    async propose({ contexts, positions, k, signal }) {
      throwIfAborted(signal);
      engine.throwIfDisposed();
      checkContexts(contexts, limits);
      checkCount('k', k, limits, vocabularySize);
      for (const [row, position] of positions) {
        if (isBelow(row, contexts.rows) && isBelow(position, contexts.length)) continue;
        throw new ReagentError('INVALID_INPUT', `there is no position ${position} in row ${row}`);
      }
      const task: TopTask = {
        kind: 'top',
        rows: contexts.rows,
        length: contexts.length,
        ids: Int32Array.from(contexts.ids),
        places: Int32Array.from(positions.flat()),
        k,
        // Where rows couple, a proposal must not depend on what else was asked.
        rowByRow: engine.facts.selfCheck.rowIndependence === 'none',
      };
      const answer = await engine.run<TopAnswer>(task, [task.ids.buffer as ArrayBuffer], signal);
      return positions.map((_, place): Proposals => ({
        tokens: answer.tokens.slice(place * k, (place + 1) * k),
        logProbabilities: answer.logProbabilities.slice(place * k, (place + 1) * k),
      }));
    },
    dispose: () => engine.dispose(),
  };
}

function maskTokenOf({ tokenizerConfig }: ModelTexts, tokenizer: LocalTokenizer): number {
  const named = tokenizerConfig['mask_token'];
  const text = typeof named === 'object' && named !== null ? (named as { content?: unknown }).content : named;
  const names = typeof text === 'string' ? [text] : ['<mask>', '[MASK]'];
  const id = names.map((name) => tokenizer.specialTokens.get(name)).find((found) => found !== undefined);
  if (id !== undefined) return id;
  throw new ReagentError('MODEL_INVALID', 'the model has no mask token: it is no masked language model');
}

/** What the tokenizer puts around any text. */
function around(tokenizer: LocalTokenizer): Surroundings {
  const found = surroundings(tokenizer.encode('a', { addSpecialTokens: false }).ids, tokenizer.encode('a').ids);
  if (found !== null) return found;
  throw new ReagentError('MODEL_INVALID', 'the tokenizer does more to a text than to put tokens around it');
}

function isBelow(value: number, end: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value < end;
}
