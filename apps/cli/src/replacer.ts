import { ReagentError, type Replacer } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import type { AttributeCall } from './calls.ts';
import type { Models } from './models.ts';

/** The replacer that the call names, or else the best that its models allow: said to `remark` if that is not the usual one. */
export function chooseReplacer(
  choice: AttributeCall['replacer'],
  { maskedModel }: Pick<Models, 'maskedModel'>,
  remark: (text: string) => void,
): Replacer {
  if (maskedModel !== null)
    return choice === 'random' ? createRandomReplacer() : createRobertaReplacer({ maskedModel });
  if (choice === 'roberta') {
    throw new ReagentError('INVALID_OPTION', '--replacer roberta needs a masked model: give --masked-model <folder>');
  }
  if (choice === null) remark('no --masked-model was given: tokens are replaced by random ones (as --replacer random)');
  return createRandomReplacer();
}
