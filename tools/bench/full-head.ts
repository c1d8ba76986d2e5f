import { alternate } from './alternate.ts';
import { openBackend, smollm2, type BenchModel } from './models.ts';
import { atLeast, type Section, type Setting } from './section.ts';
import { batchOf } from './subject.ts';

/** By model and tokens. */
const asked: Readonly<Record<string, Readonly<Record<number, number>>>> = { [smollm2]: { 32: 1.3, 128: 2.5 } };
const rowsInBatch = 8;

/** The same backend, with the edited graph and with the whole one. */
export async function fullHead({ models, quick, tell }: Setting): Promise<Section> {
  const repeats = quick ? 2 : 7;
  const measured = [];
  for (const model of models) {
    tell(model.name);
    measured.push(...(await measure(model, quick ? [16] : [32, 128], repeats)));
  }
  return {
    name: 'full-head',
    title: 'Against the full head: only the asked positions ÷ all positions',
    explanation: [
      `Compared: \`backend.score\` of one batch of ${rowsInBatch} contexts with the edited graph (only the asked position of a row goes through the head, and the graph answers with a few numbers) and with the whole graph (all positions' logits, reduced in JavaScript). Everything else is the same.`,
      `The two alternate; medians of ${repeats} rounds. The ratio is how many times faster the edited graph is.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, ratio }) => ({ what, value: ratio })),
    bars: measured.flatMap(({ model, tokens, what, ratio }) => {
      const least = asked[model]?.[tokens];
      return least === undefined ? [] : [atLeast(what, ratio, least)];
    }),
  };
}

async function measure(model: BenchModel, lengths: readonly number[], repeats: number) {
  const edited = await openBackend(model, { batchSize: rowsInBatch });
  const full = await openBackend(model, { batchSize: rowsInBatch, graph: 'as-exported' });
  const measured = [];
  for (const tokens of lengths) {
    const contexts = batchOf(edited, rowsInBatch, tokens);
    const request = { contexts, queries: [{ position: tokens, tokens: [contexts.ids[0] as number] }] };
    const seconds = await alternate(
      { edited: { run: () => edited.score(request) }, full: { run: () => full.score(request) } },
      { repeats },
    );
    const ratio = seconds.full / seconds.edited;
    const row = {
      model: model.name,
      tokens,
      'edited, contexts/s': rowsInBatch / seconds.edited,
      'full, contexts/s': rowsInBatch / seconds.full,
      ratio,
    };
    measured.push({ model: model.name, tokens, what: `${model.name}, ${tokens} tokens`, ratio, row });
  }
  await edited.dispose();
  await full.dispose();
  return measured;
}
