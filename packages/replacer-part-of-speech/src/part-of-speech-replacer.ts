import { defineReplacer, type Replacer, type Tokenizer } from '@reagent/core';
import { checkedOptions, type PartOfSpeechReplacerOptions } from './part-of-speech-options.ts';
import { checkTableFits } from './part-of-speech-table.ts';
import { tagGroups, type TagGroups } from './tag-groups.ts';
import { taggerId } from './tag-word.ts';
import { tagVocabulary } from './tag-vocabulary.ts';

/**
 * Draws each substitute uniformly from the tokens with the part-of-speech tag of the original one: the sampler behind every
 * stored result of the reference code, and inseq's. No context is used. Where the reference code multiplies in float32 and
 * at times lands in a neighbouring group, a whole number is drawn here; special tokens and unused ids are never drawn.
 * @throws ReagentError `INVALID_OPTION`, `INVALID_INPUT`; from `prepare` also `VOCABULARY_MISMATCH`
 */
export function createPartOfSpeechReplacer(options: PartOfSpeechReplacerOptions = {}): Replacer {
  const { allowOriginal, table } = checkedOptions(options);
  const known = new WeakMap<Tokenizer, TagGroups>();
  const groupsOf = (tokenizer: Tokenizer): TagGroups => {
    const groups = known.get(tokenizer);
    if (groups !== undefined) return groups;
    if (table !== null) checkTableFits(table, tokenizer);
    const made = tagGroups(table ?? tagVocabulary(tokenizer), tokenizer);
    known.set(tokenizer, made);
    return made;
  };
  return defineReplacer(
    'part-of-speech',
    ({ token, tokenizer, random }) => {
      const group = groupsOf(tokenizer)(token);
      return group[random.integer(group.length)];
    },
    {
      allowOriginal,
      options: { tagger: table?.tagger ?? taggerId },
      replaceable: ({ token, tokenizer }) =>
        groupsOf(tokenizer)(token).some((substitute) => allowOriginal || substitute !== token),
    },
  );
}
