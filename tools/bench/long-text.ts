import { attribute, presets, type AttributionResult } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { ordinaryText, tinyText, type LongText } from './long-texts.ts';
import { openBackend, tiny, type BenchModel } from './models.ts';
import { atMost, type Bar, type Section, type Setting } from './section.ts';

const budget = 300;

/** One planted cause in a long text, from coarse to fine. */
export async function longText({ models, quick, tell }: Setting): Promise<Section> {
  const measured: Measured[] = [];
  for (const model of models) {
    tell(model.name);
    measured.push(await measure(model, quick ? 100 : budget));
  }
  return {
    name: 'long-text',
    title: 'Long texts: coarse to fine ÷ token by token',
    explanation: [
      `Compared: \`attribute({ unit: 'auto' })\` with at most ${budget} evaluations, on a text of ordinary sentences of which one says what is asked at the end (on SmolLM2: ${ordinaryText.cause} The question is part of the text, and replaced like the rest), with what runs by tokens spend before they name anything: every token alone once, and the evaluations that the default allows them. Random substitutes.`,
      'Named: the word, or the sentence, has the largest effect of all that stands before the question. Evaluations by tokens are counted, not run.',
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ model, ratio }) => ({ what: `${model}, evaluations ÷ the sweep by tokens`, value: ratio })),
    bars: measured.flatMap(({ model, evaluations, word }): Bar[] => [
      atMost(`${model}: evaluations`, evaluations, budget),
      { what: `${model}: the word is named`, asked: '≥ 1', got: word ? 1 : 0, met: word },
    ]),
  };
}

interface Measured {
  readonly model: string;
  readonly evaluations: number;
  readonly word: boolean;
  readonly ratio: number;
  readonly row: Section['rows'][number];
}

async function measure(model: BenchModel, evaluations: number): Promise<Measured> {
  const backend = await openBackend(model, { batchSize: 8 });
  const text = model.name === tiny ? tinyText : ordinaryText;
  const result = await attribute({
    ...{ backend, replacer: createRandomReplacer(), text: `${text.paragraphs.join('\n\n')}${text.question}` },
    ...{ target: ` ${text.answer}`, unit: 'auto', stopping: criterionOf('default') },
    ...{ limits: { evaluations }, execution: { batchSize: 8 } },
  });
  await backend.dispose();
  const named = strongestBefore(result, text);
  const sweep = 1 + result.tokens.filter(({ pinned }) => !pinned).length;
  const { least, perToken } = presets.default.limits.evaluations ?? { least: 0, perToken: 0 };
  const row = {
    model: model.name,
    tokens: result.tokens.length,
    levels: result.levels?.length ?? 1,
    evaluations: result.cost.evaluations,
    seconds: result.cost.seconds,
    probability: result.targets[0]?.probability ?? 0,
    named: named.text,
    'sentence found': named.inSentence ? 'yes' : 'no',
    'by tokens: the sweep': sweep,
    'by tokens: allowed': Math.max(least, perToken * result.tokens.length),
  };
  return {
    ...{ model: model.name, evaluations: result.cost.evaluations, word: named.isWord, row },
    ratio: result.cost.evaluations / sweep,
  };
}

/** The unit of the largest effect on the answer, the question aside, and whether it is in the cause. */
function strongestBefore(
  { text, tokens, units = [], effect }: AttributionResult,
  { cause, answer, question }: LongText,
): { readonly text: string; readonly isWord: boolean; readonly inSentence: boolean } {
  const start = text.indexOf(cause);
  const [end, asked] = [start + cause.length, text.length - question.length];
  const effectOf = (at: number): number => effect[0]?.[at]?.estimate ?? -Infinity;
  const [strongest] = units
    .filter(({ tokens: own }) => own.every((at) => (tokens[at]?.end ?? 0) <= asked))
    .toSorted((a, b) => effectOf(b.tokens[0] ?? 0) - effectOf(a.tokens[0] ?? 0));
  if (strongest === undefined) return { text: 'nothing', isWord: false, inSentence: false };
  const inSentence = strongest.tokens.every((at) => {
    const { start: from, end: to } = tokens[at] ?? { start: -1, end: -1 };
    return from >= start - 1 && to <= end; // the space before it
  });
  return { text: strongest.text.trim(), inSentence, isWord: inSentence && strongest.text.trim() === answer };
}
