import type { MaskedModel, Tokenizer } from '@reagent/core';
import type { Bridge } from './bridge/bridge.ts';
import { createBridge } from './bridge/create-bridge.ts';
import { inTurns, type Work } from './in-turns.ts';
import { vocabularyDifference } from './vocabulary-difference.ts';

/**
 * How the vocabulary of the masked model relates to that of an explained model: null where they are the same, else the
 * bridge between them.
 */
export function* vocabularyRelation(model: MaskedModel, explained: Tokenizer): Work<Bridge | null> {
  const difference = yield* vocabularyDifference(model.tokenizer, explained);
  return difference === null ? null : yield* createBridge(model, explained, difference);
}

/** The same, found once for a tokenizer. */
export function knownRelations(model: MaskedModel): (explained: Tokenizer) => Promise<Bridge | null> {
  const known = new WeakMap<Tokenizer, Promise<Bridge | null>>();
  return (explained) => {
    const found = known.get(explained) ?? inTurns(vocabularyRelation(model, explained));
    known.set(explained, found);
    return found;
  };
}
