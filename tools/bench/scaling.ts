import { median } from 'simple-statistics';
import { alternate, type Variant } from './alternate.ts';
import { runChild } from './child.ts';
import { openBackend, smollm2, tiny, type BenchModel } from './models.ts';
import type { MemoryTask, MemoryUse } from './memory-of-batch.ts';
import { atMost, type Row, type Section, type Setting } from './section.ts';
import { batchOf } from './subject.ts';

/** From so many tokens in a batch on, time is asked to be linear in them. */
const linearFrom = 256;
const mostDeviation = 15;
const megabyte = 2 ** 20;

interface Cell {
  readonly rows: number;
  readonly tokens: number;
}

/** Time and memory by batch and length. */
export async function scaling({ models, quick, tell }: Setting): Promise<Section> {
  const batches = quick ? [1, 4] : [1, 4, 8, 16];
  const lengths = quick ? [16] : [16, 32, 64, 128];
  const cells = batches.flatMap((rows) => lengths.map((tokens): Cell => ({ rows, tokens })));
  const repeats = quick ? 2 : 5;
  const measured: (Cell & { model: string; seconds: number; row: Row })[] = [];
  for (const model of models) {
    tell(`${model.name}, time`);
    const seconds = await timesOf(model, cells, model.name === tiny ? 5 * repeats : repeats);
    tell(`${model.name}, memory: a process for each of ${cells.length} cells`);
    for (const [index, cell] of cells.entries()) {
      const taken = seconds[index] as number;
      measured.push({ model: model.name, ...cell, seconds: taken, row: await rowOf(model, cell, taken) });
    }
  }
  const deviations = models.flatMap(({ name }) => {
    const long = measured.filter((cell) => cell.model === name && cell.rows * cell.tokens >= linearFrom);
    const each = long.map(({ seconds, rows, tokens }) => seconds / (rows * tokens));
    if (each.length === 0) return [];
    const middle = median(each);
    return [{ model: name, percent: 100 * Math.max(...each.map((one) => Math.abs(one / middle - 1))) }];
  });
  return {
    name: 'scaling',
    title: 'Scaling: time and memory by batch and length',
    explanation: [
      `Compared: \`backend.score\` of one batch of B contexts of T tokens, on one thread; all cells alternate, medians of ${repeats} rounds (tiny: ${5 * repeats}). Below B·T = ${linearFrom} the table is the curve; from there on, time a token is compared with its median over the cells.`,
      'Memory: a fresh process for each cell. "Loaded" is what it holds with the model ready (its own start included), "at most" the highest value seen during runs of that cell, sampled every few milliseconds; both are resident memory of the whole process.',
    ],
    rows: measured.map(({ row }) => row),
    ratios: deviations.map(({ model, percent }) => ({
      what: `${model}, largest deviation from linear, %`,
      value: percent,
    })),
    bars: deviations.flatMap(({ model, percent }) =>
      model === smollm2
        ? [atMost(`${model}, largest deviation from linear from B·T = ${linearFrom} on`, percent, mostDeviation, ' %')]
        : [],
    ),
  };
}

async function timesOf(model: BenchModel, cells: readonly Cell[], repeats: number): Promise<readonly number[]> {
  const backend = await openBackend(model, { threads: 1, batchSize: 16 });
  const variants = Object.fromEntries(
    cells.map(({ rows, tokens }, index): [string, Variant] => {
      const contexts = batchOf(backend, rows, tokens);
      const queries = [{ position: tokens, tokens: [contexts.ids[0] as number] }];
      return [String(index), { run: () => backend.score({ contexts, queries }) }];
    }),
  );
  const seconds: Readonly<Record<string, number>> = await alternate(variants, { repeats });
  await backend.dispose();
  return cells.map((_, index) => seconds[String(index)] as number);
}

async function rowOf(model: BenchModel, { rows, tokens }: Cell, seconds: number): Promise<Row> {
  const task: MemoryTask = { model, rows, tokens };
  const memory = await runChild<MemoryUse>(new URL('memory-of-batch.ts', import.meta.url), task);
  return {
    model: model.name,
    B: rows,
    T: tokens,
    'B·T': rows * tokens,
    's / 1,000 evaluations': (1000 * seconds) / rows,
    'µs a token': (1e6 * seconds) / (rows * tokens),
    'loaded, MB': Math.round(memory.loaded / megabyte),
    'at most, MB': Math.round(memory.peak / megabyte),
  };
}
