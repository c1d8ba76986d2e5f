import { keepTables, throwIfAborted, type Replacer } from '@reagent/core';
import { prepareBridged } from './bridge/bridged-replacer.ts';
import { jointReplacer } from './joint-replacer.ts';
import { maskedModelProvenance } from './masked-model-provenance.ts';
import { checkedOptions, type RobertaReplacerOptions } from './roberta-options.ts';
import { singleReplacer } from './single-replacer.ts';
import { knownRelations } from './vocabulary-relation.ts';

/**
 * Substitutes that a masked language model proposes. Never a special token. Where the explained model has another vocabulary
 * than the masked one, proposals are carried over, token for token: contexts keep their length. The first context takes a
 * moment longer: the two vocabularies are compared, a few milliseconds at a time. What was proposed for a context is kept for its next targets, and asked for
 * once where runs need it at the same time; `dispose` lets it go, and leaves the masked model to its owner.
 * @throws ReagentError `INVALID_OPTION`; from `prepare` also `TEXT_TOO_LONG` where tokens that are hidden together do not fit
 * into the masked model, and `VOCABULARY_MISMATCH` where the two vocabularies have nothing in common
 */
export function createRobertaReplacer(options: RobertaReplacerOptions): Replacer {
  const checked = checkedOptions(options);
  const shared = checked.strategy === 'joint' ? jointReplacer(checked) : singleReplacer(checked);
  const relationTo = knownRelations(checked.maskedModel);
  const bridged = keepTables({ id: shared.id, contexts: checked.keepContexts });
  return {
    ...shared,
    ...maskedModelProvenance(checked.maskedModel),
    async prepare(context) {
      throwIfAborted(context.signal);
      bridged.throwIfDisposed();
      const bridge = await relationTo(context.tokenizer);
      throwIfAborted(context.signal);
      return bridge === null ? shared.prepare(context) : prepareBridged(shared.id, checked, bridge, context, bridged);
    },
    async dispose() {
      await bridged.dispose();
      await shared.dispose?.();
    },
  };
}
