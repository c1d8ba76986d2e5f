/** What the page says of a stored example; the numbers are the example's own. */
export interface CatalogueEntry {
  readonly title: string;
  /** What to look at: held by a test on the stored run. */
  readonly note: string;
}

/** Files of `stored/`, in the order of the page. The first one is in the page itself. */
export const catalogue = {
  capital: {
    title: 'A capital',
    note: '“Paris” rests on “France” and “capital”, and on “is”: after another word something else would follow.',
  },
  kitchen: {
    title: 'A distractor',
    note: 'The text names two places. The model looks back at “kitchen”; “garden”, which stands nearer, changes nothing.',
  },
  review: {
    title: 'Whole sentences',
    note: 'Sentences were replaced as one. The actors and the music speak for “loved” rather than “hated”; the hard seats speak against it.',
  },
  water: {
    title: 'A whole answer',
    note: 'Each column is one token of the answer. The “1” leans on the space before it, each later digit on the ones before, and “Celsius” on the “Celsius” earlier in the text.',
  },
  question: {
    title: 'A quotation',
    note: 'A line that the model has by heart: the word just before the target matters most, and small words far back still count.',
  },
  city: {
    title: 'Three cities',
    note: 'Paris and Berlin are there too, but only “Rome” and the last words move the prediction. The run did not converge: after 200 texts no set of words stood clearly apart.',
  },
  trophy: {
    title: 'Rather than',
    note: 'Why “large” and not “small”? “not” and “trophy” make the difference, but every effect is small and its interval wide: the run did not converge.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ExampleId = keyof typeof catalogue;

export const exampleIds = Object.keys(catalogue) as readonly ExampleId[];
