import type { AttributeOptions } from '@reagent/core';
import type { ExampleId } from '../src/examples/catalogue.ts';

/** What one stored example is a run of. */
export interface ExampleSpec {
  readonly model: 'tiny' | 'smollm2';
  readonly text: string;
  readonly options?: Pick<AttributeOptions, 'target' | 'insteadOf' | 'unit' | 'answer' | 'limits'>;
}

/** All with seed 1 and the default preset; the tiny pair replaces by its masked model, SmolLM2's words are replaced by random ones. */
export const specs: Readonly<Record<ExampleId, ExampleSpec>> = {
  capital: { model: 'tiny', text: 'The capital of France is' },
  kitchen: {
    model: 'tiny',
    text: 'Anna put the key in the kitchen. Tom went to the garden. Now the key is in the',
  },
  trophy: {
    model: 'smollm2',
    text: 'The trophy does not fit into the suitcase because the trophy is too',
    options: { target: ' large', insteadOf: ' small' },
  },
  question: { model: 'smollm2', text: 'To be or not to be, that is the' },
  water: {
    model: 'smollm2',
    text: 'Water freezes at 0 degrees Celsius and boils at',
    options: { answer: 7 },
  },
  city: {
    model: 'smollm2',
    text: 'The Eiffel Tower is in Paris. Anna grew up in Berlin, but she now lives in Rome. Anna lives in the city of',
  },
  review: {
    model: 'smollm2',
    text: 'The seats were hard. The ticket cost too much. But the actors were wonderful and the music made me cry. All in all, I',
    options: { target: ' loved', insteadOf: ' hated', unit: 'sentence' },
  },
};
