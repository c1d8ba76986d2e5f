import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { alternate, type Variant } from './alternate.ts';
import { openBareCausalModel, type BareModel } from './bare-model.ts';
import { openBackend, tiny, type BenchModel } from './models.ts';
import type { Section, Setting } from './section.ts';
import { batchOf } from './subject.ts';

const tokens = 32;
const spins = new Map<number, string>([
  [0, 'no'],
  [Infinity, 'as long as it likes'],
]);

/** Threads, spinning and batch sizes, side by side. */
export async function defaults({ models, quick, tell }: Setting): Promise<Section> {
  const batches = quick ? [1, 4] : [1, 2, 4, 8, 16, 32];
  const measured = [];
  for (const model of models) {
    for (const busy of [false, true]) {
      tell(`${model.name}, ${busy ? 'one core taken' : 'quiet'}`);
      measured.push(...(await measure(model, busy, batches, quick ? 2 : model.name === tiny ? 25 : 3)));
    }
  }
  return {
    name: 'defaults',
    title: 'What the defaults rest on: threads, spinning, batch size',
    explanation: [
      `Compared: contexts of ${tokens} tokens a second of the edited graph on ONNX Runtime alone, for every choice of threads (1, 2, all), of spinning (how long idle threads of the engine look for work before they sleep, in microseconds), and of batch size. All alternate; medians. "Other work" is one thread of this process that never rests, as a busy program or a neighbour would be.`,
      "Defaults: threads as many as the process may use (tiny pair: 1), spinning for 10 microseconds, core's batch size 32, which is a bound: a step of the default preset has 8 contexts.",
    ],
    rows: measured,
    ratios: [],
    bars: [],
  };
}

interface Choice {
  readonly threads: number;
  readonly spinMicroseconds: number;
  readonly bare: BareModel;
}

async function measure(model: BenchModel, busy: boolean, batches: readonly number[], repeats: number) {
  const choices: Choice[] = [];
  for (const threads of new Set([1, 2, availableParallelism()])) {
    // One thread has nobody to wait for.
    for (const spinMicroseconds of threads === 1 ? [0] : [0, 10, Infinity]) {
      const bare = await openBareCausalModel(model.folder, { threads, spinMicroseconds });
      choices.push({ threads, spinMicroseconds, bare });
    }
  }
  const inputs = await batchesOf(model, batches);
  const variants = choices.flatMap(({ bare }, choice) =>
    inputs.map(({ contexts, ask }, batch): [string, Variant] => {
      const feeds = bare.feeds(contexts, ask);
      return [`${choice} ${batch}`, { run: () => bare.run(feeds) }];
    }),
  );
  const neighbour = busy ? new Worker('for (;;);', { eval: true, execArgv: [] }) : null;
  const seconds: Readonly<Record<string, number>> = await alternate(Object.fromEntries(variants), { repeats });
  await neighbour?.terminate();
  await Promise.all(choices.map(({ bare }) => bare.close()));
  return choices.map(({ threads, spinMicroseconds }, choice) => ({
    model: model.name,
    'other work': busy ? 'one thread' : 'none',
    threads,
    spinning: threads === 1 ? '–' : (spins.get(spinMicroseconds) ?? spinMicroseconds),
    ...Object.fromEntries(
      batches.map((rows, batch) => [`B = ${rows}`, rows / (seconds[`${choice} ${batch}`] as number)]),
    ),
  }));
}

async function batchesOf(model: BenchModel, batches: readonly number[]) {
  const backend = await openBackend(model, { batchSize: 1 });
  const inputs = batches.map((rows) => {
    const contexts = batchOf(backend, rows, tokens);
    const places = Array.from({ length: rows }, (_, row) => [row, tokens - 1] as const);
    return { contexts, ask: { rows: places, tokens: places.map(() => [contexts.ids[0] as number]) } };
  });
  await backend.dispose();
  return inputs;
}
