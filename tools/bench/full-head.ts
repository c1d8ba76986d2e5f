import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { WeightProduct } from '@reagent/onnx-graph';
import { alternate } from './alternate.ts';
import { openBareCausalModel, openExportedModel } from './bare-model.ts';
import { openBackend, smollm2, type BenchModel } from './models.ts';
import { attentionOperations, productOperations, productsOf } from './operations.ts';
import { atLeast, type Section, type Setting } from './section.ts';
import { batchOf } from './subject.ts';

/** By model and tokens. */
const asked: Readonly<Record<string, Readonly<Record<number, number>>>> = { [smollm2]: { 32: 1.3, 128: 2.5 } };
const rowsInBatch = 8;

/**
 * The edited graph and the whole one: on ONNX Runtime alone, and in the backend, whose way of running a whole graph (all
 * logits stay in its thread, and only those asked for are reduced) costs less than the logits do elsewhere.
 */
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
      `Compared, for one batch of ${rowsInBatch} contexts: the edited graph (only the asked position of a row goes through the head, and the graph answers with a few numbers) and the graph as it was exported (logits of all positions). "Alone" is a plain \`session.run\` of ONNX Runtime, which hands out all that the graph gives; "backend" is \`backend.score\` with \`graph: 'edited'\` and \`graph: 'as-exported'\`, which reads only the asked positions' logits and reduces them in JavaScript.`,
      `All four alternate, each after what the main thread held of the one before has been let go; medians of ${repeats} rounds. The ratios are how many times faster the edited graph is. "Operations" is how many times as many the whole graph needs, counted as under "Against the limit": a ratio above it is time that the logits take beside the arithmetic.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.flatMap(({ what, alone, inBackend }) => [
      { what: `${what}, alone`, value: alone },
      { what: `${what}, backend`, value: inBackend },
    ]),
    bars: measured.flatMap(({ model, tokens, what, alone, inBackend }) => {
      const least = asked[model]?.[tokens];
      if (least === undefined) return [];
      return [atLeast(`${what}, alone`, alone, least), atLeast(`${what}, backend`, inBackend, least)];
    }),
  };
}

async function measure(model: BenchModel, lengths: readonly number[], repeats: number) {
  const edited = await openBackend(model, { batchSize: rowsInBatch });
  const full = await openBackend(model, { batchSize: rowsInBatch, graph: 'as-exported' });
  const bareEdited = await openBareCausalModel(model.folder, model);
  const bareFull = await openExportedModel(model.folder, model);
  const products = productsOf(model);
  const measured = [];
  for (const tokens of lengths) {
    const contexts = batchOf(edited, rowsInBatch, tokens);
    const target = contexts.ids[0] as number;
    const request = { contexts, queries: [{ position: tokens, tokens: [target] }] };
    const places = Array.from({ length: rowsInBatch }, (_, row) => [row, tokens - 1] as const);
    const editedFeeds = bareEdited.feeds(contexts, { rows: places, tokens: places.map(() => [target]) });
    const fullFeeds = bareFull.feeds(contexts);
    const seconds = await alternate(
      {
        bareEdited: { before: letGo, run: () => bareEdited.run(editedFeeds) },
        bareFull: { before: letGo, run: () => bareFull.run(fullFeeds) },
        edited: { before: letGo, run: () => edited.score(request) },
        full: { before: letGo, run: () => full.score(request) },
      },
      { repeats },
    );
    const alone = seconds.bareFull / seconds.bareEdited;
    const inBackend = seconds.full / seconds.edited;
    const row = {
      model: model.name,
      tokens,
      operations: timesAsMany(model, products, tokens),
      'alone: edited, contexts/s': rowsInBatch / seconds.bareEdited,
      'full, contexts/s': rowsInBatch / seconds.bareFull,
      'alone, ratio': alone,
      'backend: edited, contexts/s': rowsInBatch / seconds.edited,
      'as exported, contexts/s': rowsInBatch / seconds.full,
      'backend, ratio': inBackend,
    };
    measured.push({ model: model.name, tokens, what: `${model.name}, ${tokens} tokens`, alone, inBackend, row });
  }
  await Promise.all([edited.dispose(), full.dispose(), bareEdited.close(), bareFull.close()]);
  return measured;
}

/** 200 MB of logits are returned to the system when they are collected: what this thread holds of them, not in the time of what comes next. */
async function letGo(): Promise<void> {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  await pause(100);
}

/** Operations of the graph as it was exported ÷ those of the edited one. */
function timesAsMany(model: BenchModel, products: readonly WeightProduct[], tokens: number): number {
  const attention = attentionOperations(model, tokens);
  const ofAllRows = products.map((product) => ({ ...product, rows: 'token' as const }));
  return (productOperations(ofAllRows, tokens) + attention) / (productOperations(products, tokens) + attention);
}
