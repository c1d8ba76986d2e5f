import type { LocalBackend, MaskedModel } from '@reagent/core';
import { median } from 'simple-statistics';
import { alternate } from './alternate.ts';
import { openBareCausalModel, openBareMaskedModel, type BareModel, type Feeds } from './bare-model.ts';
import { maskedFolder, openBackend, openMaskedModel, smollm2, tiny, type BenchModel } from './models.ts';
import { RunRecorder } from './recorded-runs.ts';
import { atMost, type Section, type Setting } from './section.ts';
import { attributionOf, type Work } from './subject.ts';

const asked: Readonly<Record<string, number>> = { [tiny]: 1.25, [smollm2]: 1.05 };
const batchSize = 8;

/** An attribution, against the runs of ONNX Runtime that it makes. */
export async function overhead({ models, quick, tell }: Setting): Promise<Section> {
  const lengths = quick ? [16] : [32, 64, 128];
  const measured: Measured[] = [];
  for (const model of models) {
    const opened = await open(model);
    for (const tokens of lengths) {
      tell(`${model.name}, ${tokens} tokens`);
      const repeats = quick ? 2 : model.name === tiny ? 25 : 3;
      measured.push(await measure(model, opened, { tokens, evaluations: tokens + 64, batchSize }, repeats));
    }
    await opened.close();
  }
  return {
    name: 'overhead',
    title: 'Overhead: an attribution ÷ the bare runs that it makes',
    explanation: [
      `Compared: the whole of \`attribute()\` (preset default, batches of ${batchSize}, as many evaluations as the row says, masked model's table included) with a plain loop of the same runs of ONNX Runtime.`,
      'Each attribution is recorded, and then replayed: the same contexts and questions go to sessions of the same edited graphs with the same options. Their tensors are made before and nothing is read from them, on the main thread: the loop pays for no thread and no conversion. Loading is on neither side, the masked model on both.',
      `The two alternate; medians of ${quick ? 2 : '3 (tiny: 25)'} rounds. "In calls" is the time in which a call of one of its two models is under way (the next is sent before the last is answered): what it has above the bare runs is the way to their threads and back, and the tensors, as far as no other call is under way meanwhile; what is left of the attribution is the recursion where the models wait for it. Masked models: ${models.map(({ name, masked }) => `${name}: ${masked}`).join('; ')}.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, ratio }) => ({ what, value: ratio })),
    bars: measured.flatMap(({ model, what, ratio }) => {
      const most = asked[model];
      return most === undefined ? [] : [atMost(what, ratio, most)];
    }),
  };
}

interface Opened {
  readonly backend: LocalBackend;
  readonly maskedModel: MaskedModel;
  readonly bare: { readonly causal: BareModel; readonly masked: BareModel };
  close(): Promise<unknown>;
}

async function open(model: BenchModel): Promise<Opened> {
  const { threads } = model;
  const backend = await openBackend(model, { batchSize });
  const maskedModel = await openMaskedModel(model);
  const causal = await openBareCausalModel(model.folder, { threads });
  const masked = await openBareMaskedModel(maskedFolder(model), { threads });
  const close = () => Promise.all([backend.dispose(), maskedModel.dispose(), causal.close(), masked.close()]);
  return { backend, maskedModel, bare: { causal, masked }, close };
}

interface Measured {
  readonly model: string;
  readonly what: string;
  readonly ratio: number;
  readonly row: Section['rows'][number];
}

async function measure({ name }: BenchModel, opened: Opened, work: Work, repeats: number): Promise<Measured> {
  const recorder = new RunRecorder(opened.backend, opened.maskedModel);
  const run = attributionOf(recorder.backend, recorder.maskedModel, work);
  let prepared: { readonly session: BareModel; readonly feeds: Feeds }[] = [];
  const waited: number[] = [];
  const seconds = await alternate(
    {
      attribution: { before: () => (recorder.runs = []), run },
      bare: {
        before() {
          waited.push(recorder.seconds());
          prepared = recorder.runs.map(({ model, contexts, ask }) => ({
            session: opened.bare[model],
            feeds: opened.bare[model].feeds(contexts, ask),
          }));
        },
        async run() {
          for (const { session, feeds } of prepared) await session.run(feeds);
        },
      },
    },
    { repeats },
  );
  const ratio = seconds.attribution / seconds.bare;
  const row = {
    model: name,
    tokens: work.tokens,
    evaluations: recorder.contexts('causal'),
    'masked contexts': recorder.contexts('masked'),
    runs: recorder.runs.length,
    'attribution, s': seconds.attribution,
    'in calls, s': median(waited.slice(1)),
    'bare, s': seconds.bare,
    ratio,
  };
  return { model: name, what: `${name}, ${work.tokens} tokens`, ratio, row };
}
