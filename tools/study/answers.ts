import { attribute, type AttributeOptions } from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import { openBench, type Bench } from './bench.ts';
import { readItems } from './items.ts';

export interface AnswersOptions {
  /** Tokens of the context. */
  readonly lengths: readonly number[];
  /** Tokens of the answer. */
  readonly answer: number;
  readonly texts: number;
}

interface Cost {
  readonly evaluations: number;
  readonly seconds: number;
}

/** What an answer costs beside one of its tokens, with effect-based stopping, on held-out texts of the tiny pair. */
export async function answers({ lengths, answer, texts }: AnswersOptions): Promise<string> {
  const bench = await openBench();
  try {
    const lines: string[] = [];
    for (const length of lengths) lines.push(await lineOf(bench, length, answer, texts));
    return [
      `Answers of ${answer} tokens, ${texts} held-out texts, preset default. One token: the mean over the answer's tokens, each in a run of its own.`,
      '',
      '| context | one token: evaluations, seconds | answer: evaluations, seconds | ratio of evaluations | ratio of seconds | at most | sets found: one, answer |',
      '|---|---|---|---|---|---|---|',
      ...lines,
    ].join('\n');
  } finally {
    await bench.dispose();
  }
}

async function lineOf(bench: Bench, length: number, answer: number, texts: number): Promise<string> {
  const one: Cost[] = [];
  const all: Cost[] = [];
  const [foundOne, foundAll]: [boolean[], boolean[]] = [[], []];
  for (const ids of textsOf(bench, length + answer, texts)) {
    const [text, target] = [ids.slice(0, length), ids.slice(length)];
    const together = await costOf(bench, { text, target });
    all.push(together.cost);
    foundAll.push(...together.found);
    for (const [index, token] of target.entries()) {
      const { cost, found } = await costOf(bench, { text: ids.slice(0, length + index), target: token });
      one.push(cost);
      foundOne.push(...found);
    }
  }
  const [single, matrix] = [meanOf(one), meanOf(all)];
  const most = (1.2 * (length + answer)) / length;
  return `| ${[
    length,
    `${single.evaluations.toFixed(0)}, ${single.seconds.toFixed(2)}`,
    `${matrix.evaluations.toFixed(0)}, ${matrix.seconds.toFixed(2)}`,
    (matrix.evaluations / single.evaluations).toFixed(2),
    (matrix.seconds / single.seconds).toFixed(2),
    most.toFixed(2),
    `${share(foundOne)}, ${share(foundAll)}`,
  ].join(' | ')} |`;
}

/** Texts of so many tokens, start token included: held-out prompts with their targets, one after another. */
function textsOf({ backend: { tokenizer } }: Bench, length: number, count: number): number[][] {
  const sentences = readItems('attribution', 300, 200).map(({ prompt, target }) => `${prompt}${target}.`);
  return Array.from({ length: count }, (_, index) => {
    const own = Array.from({ length: 20 }, (_, at) => sentences[(index + at * 17) % sentences.length]);
    return tokenizer.encode(own.join(' ')).ids.slice(0, length);
  });
}

async function costOf(
  { backend, replacer }: Bench,
  wish: Pick<AttributeOptions, 'text' | 'target'>,
): Promise<{ cost: Cost; found: boolean[] }> {
  const { cost, rationale } = await attribute({ backend, replacer, stopping: criterionOf('default'), ...wish });
  return { cost, found: rationale.map((set) => set.length > 0) };
}

function meanOf(costs: readonly Cost[]): Cost {
  const mean = (of: (cost: Cost) => number) => costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
  return { evaluations: mean((cost) => cost.evaluations), seconds: mean((cost) => cost.seconds) };
}

function share(each: readonly boolean[]): string {
  return (each.filter(Boolean).length / each.length).toFixed(2);
}
