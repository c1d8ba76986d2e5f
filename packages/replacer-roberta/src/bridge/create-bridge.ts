import { ReagentError, type MaskedModel, type Tokenizer } from '@reagent/core';
import type { Work } from '../in-turns.ts';
import type { Bridge } from './bridge.ts';
import { oneToOne } from './one-to-one.ts';
import { bridgeBySpans } from './spans-bridge.ts';
import { tokenTexts } from './token-texts.ts';

/**
 * @param difference how the two vocabularies differ, for the error
 * @throws ReagentError `VOCABULARY_MISMATCH` where the two have no token in common
 */
export function* createBridge(model: MaskedModel, explained: Tokenizer, difference: string): Work<Bridge> {
  const texts = yield* tokenTexts(explained);
  const maskedTexts = yield* tokenTexts(model.tokenizer);
  const vocabularies = { model, explained, texts, maskedTexts };
  const bridge = oneToOne(vocabularies) ?? bridgeBySpans(vocabularies);
  if (bridge !== null) return bridge;
  throw new ReagentError(
    'VOCABULARY_MISMATCH',
    `the masked model "${model.id}" and the explained model have no token in common (${difference}). ` +
      'Take a masked model of the same language',
    { plugin: model.id },
  );
}
