import { ReagentError, type Tokenizer } from '@reagent/core';
import { vocabularyFingerprint } from './vocabulary-fingerprint.ts';

/** The tag of every token of a vocabulary: plain JSON data, to be stored and given again. */
export interface PartOfSpeechTable {
  readonly schema: 'reagent/part-of-speech-table/1';
  /** Who made the tags; part of every result. */
  readonly tagger: string;
  /** Whose tokens they are, as `tagVocabulary` writes it. Absent in a table from elsewhere: then only the size is compared. */
  readonly vocabulary?: string;
  readonly tags: readonly string[];
  /** [id] index into `tags`; -1 for an id that has no tag: it is neither replaced nor drawn. */
  readonly tagOf: readonly number[];
}

/** @throws ReagentError `INVALID_INPUT` */
export function checkedTable(table: PartOfSpeechTable): PartOfSpeechTable {
  if (table?.schema !== 'reagent/part-of-speech-table/1') {
    throw invalid(`has the schema ${JSON.stringify(table?.schema)}, not "reagent/part-of-speech-table/1"`);
  }
  if (typeof table.tagger !== 'string' || table.tagger === '') throw invalid('does not say which tagger made it');
  if (table.vocabulary !== undefined && typeof table.vocabulary !== 'string') throw invalid('has a broken vocabulary');
  if (!Array.isArray(table.tags) || !Array.isArray(table.tagOf)) throw invalid('lacks tags or tagOf');
  const wrong = table.tagOf.findIndex((tag) => !Number.isInteger(tag) || tag < -1 || tag >= table.tags.length);
  if (wrong >= 0) throw invalid(`gives id ${wrong} the tag ${String(table.tagOf[wrong])} of ${table.tags.length}`);
  return table;
}

/**
 * Refuses a table of another vocabulary.
 * @throws ReagentError `VOCABULARY_MISMATCH`
 */
export function checkTableFits(table: PartOfSpeechTable, tokenizer: Tokenizer): void {
  const size = tokenizer.vocabularySize;
  if (table.tagOf.length !== size) throw mismatch(`it has ${table.tagOf.length} ids, the model ${size}`);
  if (table.vocabulary === undefined || table.vocabulary === vocabularyFingerprint(tokenizer)) return;
  throw mismatch('their tokens differ');
}

function invalid(what: string): ReagentError {
  return new ReagentError('INVALID_INPUT', `replacer part-of-speech: the table ${what}`, { plugin: 'part-of-speech' });
}

function mismatch(difference: string): ReagentError {
  return new ReagentError(
    'VOCABULARY_MISMATCH',
    `replacer part-of-speech: the table is of another vocabulary than the model's: ${difference}. Make it again`,
    { plugin: 'part-of-speech' },
  );
}
