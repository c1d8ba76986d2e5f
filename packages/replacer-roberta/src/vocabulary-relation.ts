import type { MaskedModel, Tokenizer } from '@reagent/core';
import type { Bridge } from './bridge/bridge.ts';
import { createBridge } from './bridge/create-bridge.ts';
import { vocabularyDifference } from './vocabulary-difference.ts';

/**
 * How the vocabulary of the masked model relates to that of an explained model: null where they are the same, else the
 * bridge between them. Found once for a tokenizer.
 */
export function vocabularyRelation(model: MaskedModel): (explained: Tokenizer) => Bridge | null {
  const known = new WeakMap<Tokenizer, { readonly bridge: Bridge | null }>();
  return (explained) => {
    const found = known.get(explained);
    if (found !== undefined) return found.bridge;
    const difference = vocabularyDifference(model.tokenizer, explained);
    const bridge = difference === null ? null : createBridge(model, explained, difference);
    known.set(explained, { bridge });
    return bridge;
  };
}
