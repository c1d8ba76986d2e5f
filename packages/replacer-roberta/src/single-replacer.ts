import { fromProposals, legalSubstitutes, type Propose, type Replacer } from '@reagent/core';
import { askMaskedModel } from './ask-masked-model.ts';
import { maskedRow } from './masked-row.ts';
import { proposalsToAskFor } from './proposals-to-ask-for.ts';
import type { CheckedOptions } from './roberta-options.ts';
import { weightsOf } from './weights.ts';

/** Strategies `single` and `argmax` for models of one vocabulary: each unit hidden alone, the table made once for a context. */
export function singleReplacer(options: CheckedOptions): Replacer {
  const { maskedModel: model, strategy, allowOriginal, temperature, batchSize, keepContexts } = options;
  const topK = strategy === 'argmax' ? 1 : options.topK;
  const propose: Propose = async ({ slots, tokens, tokenizer, count, signal }) => {
    const special = new Set(tokenizer.specialTokens.values());
    // The slots of a unit follow each other: its first one stands for the row.
    const units = slots.filter(({ position, hidden }) => position === hidden[0]);
    const rows = units.map(({ hidden }) => maskedRow(model, tokens, special, hidden));
    count(rows.length);
    const proposals = await askMaskedModel(model, rows, { k: proposalsToAskFor(topK, tokenizer), batchSize, signal });
    const isLegal = legalSubstitutes(tokenizer, allowOriginal);
    return proposals.flat().map((one, index) => {
      const original = slots[index]?.token as number;
      return weightsOf(one, temperature, (token) => token !== model.maskToken && isLegal(token, original));
    });
  };
  return fromProposals(`roberta:${model.id}`, propose, {
    allowOriginal,
    topK,
    keepContexts,
    options: strategy === 'argmax' ? { strategy } : { strategy, temperature },
  });
}
