import { attribute, type Replacer } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { median } from 'simple-statistics';
import { openBackend, openMaskedModel, type BenchModel } from './models.ts';
import { RunRecorder } from './recorded-runs.ts';
import { secondsOf } from './alternate.ts';
import type { Bar, Section, Setting } from './section.ts';
import { contextOf } from './subject.ts';

/** What the masked model's table costs, of a whole attribution. */
export async function proposals({ models, quick, tell }: Setting): Promise<Section> {
  const repeats = quick ? 2 : 3;
  const measured = [];
  for (const model of models) {
    tell(model.name);
    measured.push(...(await measure(model, quick ? [16] : [16, 32, 64, 128], repeats)));
  }
  return {
    name: 'proposals',
    title: "Proposals: the masked model's table ÷ the whole attribution",
    explanation: [
      `Compared: the time that \`prepare\` of the replacer takes (every token hidden alone, once for a context) with the time of the whole attribution, to the default's limit of evaluations without an early stop. Medians of ${repeats} attributions, each of another context; then one more of the last context with another target.`,
      `Masked models: ${models.map(({ name, masked }) => `${name}: ${masked}`).join('; ')}.`,
      'Counted as well: contexts that the masked model was asked about (one for each token that may be replaced), in how many calls, and those for another target of the same context.',
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, share }) => ({ what: `${what}, share of the table`, value: share })),
    bars: measured.flatMap(({ what, tokens, contexts, again }): Bar[] => [
      { what: `${what}: contexts of the masked model`, asked: `≤ ${tokens}`, got: contexts, met: contexts <= tokens },
      { what: `${what}: for the next target`, asked: '0', got: again, met: again === 0 },
    ]),
  };
}

async function measure(model: BenchModel, lengths: readonly number[], repeats: number) {
  const opened = { backend: await openBackend(model), maskedModel: await openMaskedModel(model) };
  const recorder = new RunRecorder(opened.backend, opened.maskedModel);
  const { backend } = recorder;
  const { replacer, table } = timedReplacer(createRobertaReplacer({ maskedModel: recorder.maskedModel }));
  const run = (tokens: number, from: number, target?: number) => {
    const options = { backend, replacer, text: contextOf(backend, tokens, from), stopping: null };
    return attribute({ ...options, ...(target === undefined ? {} : { target }) });
  };
  await run(lengths[0] as number, 0); // the vocabularies are compared once for a pair
  const measured = [];
  for (const tokens of lengths) {
    const rounds: { seconds: number; table: number; evaluations: number }[] = [];
    for (let round = 1; round <= repeats; round++) {
      recorder.runs = [];
      const seconds = await secondsOf(() => run(tokens, round));
      rounds.push({ seconds, table: table.seconds, evaluations: recorder.contexts('causal') });
    }
    const contexts = recorder.contexts('masked');
    const calls = recorder.runs.filter(({ model: which }) => which === 'masked').length;
    recorder.runs = [];
    await attribute({
      backend,
      replacer,
      text: contextOf(backend, tokens, repeats),
      target: contextOf(backend, 1)[0] as number,
      stopping: null,
      limits: { evaluations: 1 },
    });
    const again = recorder.contexts('masked');
    const of = (key: 'seconds' | 'table' | 'evaluations') => median(rounds.map((round) => round[key]));
    const share = of('table') / of('seconds');
    const row = {
      model: model.name,
      tokens,
      evaluations: of('evaluations'),
      'masked contexts': contexts,
      'in calls': calls,
      'table, s': of('table'),
      'attribution, s': of('seconds'),
      share,
      'masked contexts, next target': again,
    };
    measured.push({ what: `${model.name}, ${tokens} tokens`, tokens, contexts, again, share, row });
  }
  await Promise.all([opened.backend.dispose(), opened.maskedModel.dispose()]);
  return measured;
}

/** The same replacer; says how long it last took to get ready. */
function timedReplacer(replacer: Replacer): { readonly replacer: Replacer; readonly table: { seconds: number } } {
  const table = { seconds: 0 };
  return {
    table,
    replacer: {
      ...replacer,
      async prepare(request) {
        const start = performance.now();
        const prepared = await replacer.prepare(request);
        table.seconds = (performance.now() - start) / 1000;
        return prepared;
      },
    },
  };
}
