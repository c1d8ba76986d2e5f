import { candidateTokens, type Random, type Tokenizer } from '@reagent/core';
import { splitSpace, type TokenTexts } from './token-texts.ts';

/** What a token looks like: whether a space is before it, and what it begins with. */
export function tokenClass(text: string | null): string {
  if (text === null) return 'piece of a character';
  const { space, rest } = splitSpace(text);
  return `${space ? 'space, ' : ''}${kindOf(rest)}`;
}

function kindOf(text: string): string {
  if (/^\s*$/u.test(text)) return 'white space';
  if (/^\p{Lu}/u.test(text)) return 'capital';
  if (/^\p{L}/u.test(text)) return 'letter';
  return /^\p{N}/u.test(text) ? 'digit' : 'mark';
}

/** Draws an ordinary token of the class of another. There must be one that may be drawn. */
export type DrawOfClass = (original: number, random: Random) => number;

/**
 * Uniform draws, one number of the stream each. Where no other token is of the class (special tokens have none of their
 * own), any ordinary token may be drawn.
 */
export function drawOfClass(tokenizer: Tokenizer, texts: TokenTexts, allowOriginal: boolean): DrawOfClass {
  const all = [...candidateTokens(tokenizer)];
  const ordinary = new Set(all);
  const classes = new Map<string, number[]>();
  for (const id of all) {
    const name = tokenClass(texts[id] ?? null);
    const members = classes.get(name);
    if (members === undefined) classes.set(name, [id]);
    else members.push(id);
  }
  return (original, random) => {
    const own = ordinary.has(original) ? (classes.get(tokenClass(texts[original] ?? null)) ?? []) : [];
    const drawn = drawOther(own, original, allowOriginal, random) ?? drawOther(all, original, allowOriginal, random);
    return drawn as number;
  };
}

/** One of ascending ids. */
function drawOther(
  ids: readonly number[],
  original: number,
  allowOriginal: boolean,
  random: Random,
): number | undefined {
  const place = allowOriginal ? -1 : ids.indexOf(original);
  const choices = place < 0 ? ids.length : ids.length - 1;
  if (choices === 0) return undefined;
  const drawn = random.integer(choices);
  return ids[place >= 0 && drawn >= place ? drawn + 1 : drawn];
}
