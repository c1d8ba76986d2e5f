import type { Replacer } from '@reagent/core';
import { jointReplacer } from './joint-replacer.ts';
import { checkedOptions, type RobertaReplacerOptions } from './roberta-options.ts';
import { singleReplacer } from './single-replacer.ts';

/**
 * Substitutes that a masked language model proposes, for an explained model with the same vocabulary. Never a special
 * token. The first context takes a moment longer: the two vocabularies are compared.
 * @throws ReagentError `INVALID_OPTION`; from `prepare` also `VOCABULARY_MISMATCH`, and `TEXT_TOO_LONG` where tokens that
 * are hidden together do not fit into the masked model
 */
export function createRobertaReplacer(options: RobertaReplacerOptions): Replacer {
  const checked = checkedOptions(options);
  return checked.strategy === 'joint' ? jointReplacer(checked) : singleReplacer(checked);
}
