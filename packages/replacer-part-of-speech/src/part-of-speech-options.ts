import { ReagentError } from '@reagent/core';
import { checkedTable, type PartOfSpeechTable } from './part-of-speech-table.ts';

export interface PartOfSpeechReplacerOptions {
  /** Whether a token may be replaced by itself. Default true, as in the reference code and inseq. */
  readonly allowOriginal?: boolean;
  /**
   * Tags of the vocabulary made before: by `tagVocabulary`, or by any tagger of your own, for any language. Default: made
   * at the first context of a vocabulary and kept.
   */
  readonly table?: PartOfSpeechTable;
}

export interface CheckedOptions {
  readonly allowOriginal: boolean;
  readonly table: PartOfSpeechTable | null;
}

const names = ['allowOriginal', 'table'];

/** @throws ReagentError `INVALID_OPTION`; `INVALID_INPUT` for a table that is not one */
export function checkedOptions(options: PartOfSpeechReplacerOptions): CheckedOptions {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`there is no option "${unknown}"; the options are ${names.join(', ')}`);
  const { allowOriginal = true, table } = options;
  if (typeof allowOriginal !== 'boolean') throw invalid('allowOriginal must be true or false');
  return { allowOriginal, table: table === undefined ? null : checkedTable(table) };
}

function invalid(what: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `replacer part-of-speech: ${what}`, { plugin: 'part-of-speech' });
}
