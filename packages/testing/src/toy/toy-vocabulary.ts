import type { ToyCue, ToyLanguageModel } from './toy-language-model.ts';

/** Words of the default toy model; a word's id is its index. */
export const toyWords: readonly string[] = (
  'The capital of France Italy Japan is Paris Rome Tokyo river city in and was not ' +
  'old new a my friend lives visited Anna Ben went to she he there big now'
).split(' ');

/** Special tokens of the default toy model; their ids follow the words'. */
export const toySpecialTokens: readonly string[] = ['<s>', '<mask>'];

/** The default toy model knows three capitals: "The capital of France is" goes on with "Paris". */
export const toyModel: ToyLanguageModel = {
  vocab: toyWords.length + toySpecialTokens.length,
  div: 64, // small, so that the cues decide
  scale: 1,
  bonuses: [],
  pairs: [],
  cues: [
    cue('France', 'Paris', 6),
    cue('Italy', 'Rome', 6),
    cue('Japan', 'Tokyo', 6),
    ...['Paris', 'Rome', 'Tokyo'].flatMap((city) => [cue('capital', city, 1), cue('is', city, 0.5)]),
    cue('not', 'Paris', -3),
  ],
};

function cue(word: string, next: string, add: number): ToyCue {
  return { id: toyWords.indexOf(word), token: toyWords.indexOf(next), add };
}
