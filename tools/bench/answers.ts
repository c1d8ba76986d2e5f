import { attribute, type AttributeOptions, type AttributionResult } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { openBackend, openMaskedModel, tiny, type BenchModel } from './models.ts';
import { atMost, type Section, type Setting } from './section.ts';
import { contextOf } from './subject.ts';

const answerTokens = 16;
const batchSize = 8;
const asked = 1.2;

/** An answer of many tokens, against one of its tokens. */
export async function answers({ models, quick, tell }: Setting): Promise<Section> {
  const measured: Measured[] = [];
  for (const model of models) {
    for (const tokens of quick ? [16] : [32, 128]) {
      tell(`${model.name}, ${tokens} tokens`);
      measured.push(await measure(model, tokens, quick || model.name !== tiny ? 1 : 4));
    }
  }
  return {
    name: 'answers',
    title: `Answers: ${answerTokens} tokens explained together ÷ one of them`,
    explanation: [
      `Compared: \`attribute()\` of a given answer of ${answerTokens} tokens after a context of T tokens with the mean of runs of its own for the first, middle and last of them (text before it, one target). Preset default with its own stopping by effect, proposals of the masked model, batches of ${batchSize}, several texts (on the tiny pair after one that does not count).`,
      'Work: evaluations times the tokens of a context, that is what goes through the model. Asked of it, and of the seconds: at most 1.2 · (T + L) / T of one token. Seconds have the fits of all targets in them, which a model that answers in milliseconds does not hide.',
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.flatMap(({ what, work, seconds }) => [
      { what: `${what}, work`, value: work },
      { what: `${what}, seconds`, value: seconds },
    ]),
    bars: measured.flatMap(({ what, work, seconds, most }) => [
      atMost(`${what}: work of an answer ÷ one token`, work, most),
      atMost(`${what}: seconds of an answer ÷ one token`, seconds, most),
    ]),
  };
}

interface Measured {
  readonly what: string;
  readonly work: number;
  readonly seconds: number;
  readonly most: number;
  readonly row: Section['rows'][number];
}

async function measure(model: BenchModel, tokens: number, texts: number): Promise<Measured> {
  const backend = await openBackend(model, { batchSize });
  const maskedModel = await openMaskedModel(model);
  const replacer = createRobertaReplacer({ maskedModel });
  const explain = (wish: Pick<AttributeOptions, 'text' | 'target'>): Promise<AttributionResult> =>
    attribute({ backend, replacer, stopping: criterionOf('default'), execution: { batchSize }, ...wish });
  const [one, all]: [AttributionResult[], AttributionResult[]] = [[], []];
  // A first text warms up where a model is small enough for that to be felt.
  for (let text = model.name === tiny ? -1 : 0; text < texts; text++) {
    const ids = contextOf(backend, tokens + answerTokens, 7 * (text + 1));
    const whole = await explain({ text: ids.slice(0, tokens), target: ids.slice(tokens) });
    if (text >= 0) all.push(whole);
    for (const at of [tokens, tokens + answerTokens / 2, tokens + answerTokens - 1]) {
      const single = await explain({ text: ids.slice(0, at), target: ids[at] as number });
      if (text >= 0) one.push(single);
    }
  }
  await Promise.all([backend.dispose(), maskedModel.dispose()]);
  const evaluations = { one: mean(one, evaluationsOf), all: mean(all, evaluationsOf) };
  const seconds = { one: mean(one, secondsOf), all: mean(all, secondsOf) };
  const longest = tokens + answerTokens;
  const work = (evaluations.all * longest) / (evaluations.one * tokens);
  const slower = seconds.all / seconds.one;
  const row = {
    model: model.name,
    tokens,
    answer: answerTokens,
    texts,
    'one: evaluations': evaluations.one,
    'answer: evaluations': evaluations.all,
    'one, s': seconds.one,
    'answer, s': seconds.all,
    'work ratio': work,
    'seconds ratio': slower,
  };
  const most = Number(((asked * longest) / tokens).toFixed(2));
  return { what: `${model.name}, ${tokens} tokens`, work, seconds: slower, most, row };
}

function evaluationsOf({ cost }: AttributionResult): number {
  return cost.evaluations;
}

function secondsOf({ cost }: AttributionResult): number {
  return cost.seconds;
}

function mean(results: readonly AttributionResult[], of: (result: AttributionResult) => number): number {
  return results.reduce((sum, result) => sum + of(result), 0) / results.length;
}
