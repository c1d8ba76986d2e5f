import { candidateTokens, type Tokenizer } from '@reagent/core';
import type { PartOfSpeechTable } from './part-of-speech-table.ts';

/** The tokens that may be drawn for a token: those with its tag, ascending, without special tokens and unused ids. */
export type TagGroups = (token: number) => readonly number[];

export function tagGroups(table: PartOfSpeechTable, tokenizer: Tokenizer): TagGroups {
  const groups: number[][] = table.tags.map(() => []);
  for (const id of candidateTokens(tokenizer)) groups[table.tagOf[id] as number]?.push(id);
  return (token) => groups[table.tagOf[token] as number] ?? [];
}
