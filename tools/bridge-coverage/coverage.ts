import type { MaskedModel, LocalTokenizer } from '@reagent/core';
import { compareVocabularies, createRobertaReplacer } from '@reagent/replacer-roberta';

/** How well a masked model serves an explained model. */
export interface Coverage {
  readonly relation: string;
  /** Of the explained model's ordinary tokens (pieces of characters left out), the share that the masked model can propose. */
  readonly vocabulary: number;
  /** Of the ordinary tokens of the texts, the share that it could have proposed. */
  readonly running: number;
  /** Of these tokens, the share for which its proposals were of no use. */
  readonly fallbacks: number;
  readonly tokens: number;
}

export async function coverageOf(
  maskedModel: MaskedModel,
  tokenizer: LocalTokenizer,
  texts: readonly string[],
): Promise<Coverage> {
  const { relation, proposable } = compareVocabularies(maskedModel, tokenizer);
  const special = new Set([...tokenizer.specialTokens.values(), ...(tokenizer.unusedIds ?? [])]);
  const replacer = createRobertaReplacer({ maskedModel });
  let [tokens, running, fallbacks] = [0, 0, 0];
  for (const text of texts) {
    const ids = Int32Array.from(tokenizer.encode(text).ids);
    let unit = 0;
    const units = ids.map((id) => (special.has(id) ? -1 : unit++));
    const { report } = await replacer.prepare({ tokens: ids, units, tokenizer });
    tokens += unit;
    running += ids.filter((id) => proposable[id] === 1).length;
    fallbacks += report.fallbacks;
  }
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  const ordinary = ids.filter((id) => !special.has(id) && !tokenizer.decode([id]).includes('\uFFFD'));
  return {
    relation,
    vocabulary: proposable.reduce((sum, one) => sum + one, 0) / ordinary.length,
    running: running / tokens,
    fallbacks: fallbacks / tokens,
    tokens,
  };
}
