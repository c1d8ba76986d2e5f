import type { Tokenizer } from '@reagent/core';
import type { PartOfSpeechTable } from './part-of-speech-table.ts';
import { taggerId, tagWord } from './tag-word.ts';
import { vocabularyFingerprint } from './vocabulary-fingerprint.ts';

const tables = new WeakMap<Tokenizer, PartOfSpeechTable>();

/**
 * Tags every token of a vocabulary alone, as the reference code does with NLTK's tagger: about three seconds for GPT-2's 50,257
 * tokens, in which nothing else runs; made once for a tokenizer and kept as long as that. Special tokens have a tag too,
 * for where they are replaced; they are never drawn. The tags are for English.
 */
export function tagVocabulary(tokenizer: Tokenizer): PartOfSpeechTable {
  const known = tables.get(tokenizer);
  if (known !== undefined) return known;
  const indexOf = new Map<string, number>();
  const unused = new Set(tokenizer.unusedIds);
  const tagOf = Array.from({ length: tokenizer.vocabularySize }, (_, id) => {
    if (unused.has(id)) return -1;
    const tag = tagWord(tokenizer.decode([id]));
    const index = indexOf.get(tag) ?? indexOf.size;
    indexOf.set(tag, index);
    return index;
  });
  const table: PartOfSpeechTable = {
    schema: 'reagent/part-of-speech-table/1',
    tagger: taggerId,
    vocabulary: vocabularyFingerprint(tokenizer),
    tags: [...indexOf.keys()],
    tagOf,
  };
  tables.set(tokenizer, table);
  return table;
}
