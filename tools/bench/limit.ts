import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, type Backend } from '@reagent/core';
import { editCausalModel, type WeightProduct } from '@reagent/onnx-graph';
import { createRandomReplacer } from '@reagent/replacer-random';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { alternate, type Variant } from './alternate.ts';
import { sessionOptions } from './bare-model.ts';
import { openBackend, smollm2, type BenchModel } from './models.ts';
import { randomWeights } from './onnx/random-weights.ts';
import { writeModel } from './onnx/write-model.ts';
import { atLeast, type Section, type Setting } from './section.ts';
import { contextOf } from './subject.ts';

const asked: Readonly<Record<string, number>> = { [smollm2]: 0.75 };
const rowsInBatch = 8;
const batches = 5;

/** The arithmetic of an attribution a second, against that of the matrix products alone. */
export async function limit({ models, quick, tell }: Setting): Promise<Section> {
  const repeats = quick ? 2 : 5;
  const measured = [];
  for (const model of models) {
    const products = productsOf(model);
    const backend = await openBackend(model, { batchSize: rowsInBatch });
    for (const tokens of quick ? [16] : [32, 64, 128]) {
      tell(`${model.name}, ${tokens} tokens`);
      measured.push(await measure(model, backend, products, tokens, repeats));
    }
    await backend.dispose();
  }
  return {
    name: 'limit',
    title: 'Against the limit: GFLOP/s of an attribution ÷ GFLOP/s of its matrix products alone',
    explanation: [
      `Compared: the whole of \`attribute()\` with ${batches} batches of ${rowsInBatch} contexts (random replacer: no masked model), and ONNX Runtime on nothing but one matrix product of each shape that the model's graph has (weights as initialisers, B·T rows; the head's with B rows, since only asked rows go through it).`,
      'Counted on both sides: 2 · inner · outer operations for each row of each product by weights that the edited graph lists, the head for asked rows only. The products of attention, norms and activations are not counted, though they take their time: the ratio says less than the machine does.',
      `The limit weighs the shapes as the model has them, and each product finds its weights in the cache of the round before, which a model of hundreds of matrices cannot. All alternate; medians of ${repeats} rounds.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, ratio }) => ({ what, value: ratio })),
    bars: measured.flatMap(({ model, what, ratio }) => {
      const least = asked[model];
      return least === undefined ? [] : [atLeast(what, ratio, least)];
    }),
  };
}

/** A shape of matrix product, and how often a run of the model computes it. */
interface Shape extends WeightProduct {
  readonly times: number;
}

function productsOf({ folder, name }: BenchModel): readonly Shape[] {
  const edited = editCausalModel(readFileSync(join(folder, 'onnx/model.onnx')));
  const products = edited.edited ? edited.description.products : null;
  if (products === null) throw new Error(`the products of ${name} cannot be counted`);
  const key = ({ inner, outer, rows }: WeightProduct): string => `${inner} ${outer} ${rows}`;
  return [...new Map(products.map((product) => [key(product), product])).values()].map((product) => ({
    ...product,
    times: products.filter((other) => key(other) === key(product)).length,
  }));
}

async function measure(model: BenchModel, backend: Backend, shapes: readonly Shape[], tokens: number, repeats: number) {
  const rowsOf = ({ rows }: Shape): number => (rows === 'asked' ? rowsInBatch : rowsInBatch * tokens);
  const work = (shape: Shape): number => 2 * shape.inner * shape.outer * rowsOf(shape) * shape.times;
  const products = await Promise.all(shapes.map((shape) => openProduct(shape, rowsOf(shape), model.threads)));
  let calls = 0;
  let evaluated = 0;
  const replacer = createRandomReplacer();
  const attribution: Variant = {
    async run() {
      const text = contextOf(backend, tokens, calls++);
      const limits = { evaluations: batches * rowsInBatch + 1 }; // and the context itself
      const execution = { batchSize: rowsInBatch };
      const options = { backend, replacer, text, target: text[0] as number, stopping: null, sweep: false };
      const { cost } = await attribute({ ...options, limits, execution });
      evaluated = cost.evaluations;
    },
  };
  const named = Object.fromEntries(products.map(({ run }, index): [string, Variant] => [`product ${index}`, { run }]));
  const seconds: Readonly<Record<string, number>> = await alternate({ attribution, ...named }, { repeats });
  await Promise.all(products.map(({ close }) => close()));
  const workOfBatch = shapes.reduce((sum, shape) => sum + work(shape), 0);
  const secondsOfBatch = shapes.reduce(
    (sum, { times }, index) => sum + (times * (seconds[`product ${index}`] as number)) / runsInRound,
    0,
  );
  const attributed = ((evaluated / rowsInBatch) * workOfBatch) / (seconds['attribution'] as number) / 1e9;
  const bound = workOfBatch / secondsOfBatch / 1e9;
  const ratio = attributed / bound;
  const row = {
    model: model.name,
    tokens,
    'GFLOP a context': workOfBatch / rowsInBatch / 1e9,
    'attribution, GFLOP/s': attributed,
    'products alone, GFLOP/s': bound,
    ratio,
  };
  return { model: model.name, what: `${model.name}, ${tokens} tokens`, ratio, row };
}

/** So that a round of a small product is long enough to be timed. */
const runsInRound = 5;

async function openProduct({ inner, outer }: Shape, rows: number, threads: number) {
  const bytes = writeModel({
    nodes: [{ type: 'MatMul', inputs: ['input', 'weights'], output: 'output' }],
    weights: [randomWeights('weights', [inner, outer])],
    inputs: [{ name: 'input', type: 'float32', sizes: ['rows', inner] }],
    outputs: [{ name: 'output', type: 'float32', sizes: ['rows', outer] }],
  });
  const session = await InferenceSession.create(bytes, sessionOptions({ threads }));
  const input = new Tensor('float32', randomWeights('input', [rows, inner]).data as Float32Array, [rows, inner]);
  const output = new Tensor('float32', new Float32Array(rows * outer), [rows, outer]);
  return {
    async run() {
      for (let run = 0; run < runsInRound; run++) await session.run({ input }, { output });
    },
    close: () => session.release(),
  };
}
