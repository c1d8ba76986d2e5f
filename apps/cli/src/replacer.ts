import { ReagentError, type Replacer } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import type { AttributeCall } from './calls.ts';
import { isModule, ownReplacer } from './own-module.ts';
import type { Models } from './models.ts';

/** The replacer that the call names, or else the best that its models allow: said to `remark` if that is not the usual one. */
export async function chooseReplacer(
  choice: AttributeCall['replacer'],
  { maskedModel }: Pick<Models, 'maskedModel'>,
  remark: (text: string) => void,
): Promise<Replacer> {
  if (choice !== null && isModule(choice)) return ownReplacer(choice);
  if (choice === 'random') return createRandomReplacer();
  if (choice === 'part-of-speech') {
    // The tagger is loaded by who wants it.
    const { createPartOfSpeechReplacer } = await import('@reagent/replacer-part-of-speech');
    return createPartOfSpeechReplacer();
  }
  if (maskedModel !== null) return createRobertaReplacer({ maskedModel });
  if (choice === 'roberta') {
    throw new ReagentError('INVALID_OPTION', '--replacer roberta needs a masked model: give --masked-model <model>');
  }
  remark('no --masked-model was given: tokens are replaced by random ones (as --replacer random)');
  return createRandomReplacer();
}
