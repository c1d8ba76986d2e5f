import compromise from 'compromise/two';

/** Name and version of what tags. */
export const taggerId: string = `compromise ${compromise.version}`;

/**
 * What tags a word that stands alone: its place in the lexicon, then its ending and shape; then the tag is named as in the
 * Penn Treebank. The library's other steps look at neighbours. Leaving them out changed 31 of the 50,256 tags of GPT-2's
 * vocabulary (interjections such as "well") and made it ten times faster.
 */
const steps = ['machine', 'lexicon', 'preTagger', 'penn'];

const letterOrDigit = /[\p{L}\p{N}]/u;

/**
 * The tag of a token's text, alone, without the space around it: one of the Penn Treebank's, or where the tagger knows none
 * of those for it, the tagger's own (`Negative`, `Abbreviation`, …). It is made for words, so three kinds of tokens that are
 * none get tags of their own: `SPACE`, `PUNCT` and `BYTES` (a piece of a character).
 */
export function tagWord(text: string): string {
  const word = text.trim();
  if (word === '') return 'SPACE';
  if (word.includes('\uFFFD')) return 'BYTES';
  if (!letterOrDigit.test(word)) return 'PUNCT';
  const [first] = compromise.tokenize(word).compute(steps).termList() as readonly TaggedTerm[];
  return first?.penn ?? first?.tagRank?.[0] ?? 'X';
}

/** What `compute` leaves on a term, which the library's types do not have. */
interface TaggedTerm {
  readonly penn?: string | null;
  /** Its own tags, most specific first. */
  readonly tagRank?: readonly string[];
}
