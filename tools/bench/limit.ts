import { sessionOptions } from '@reagent/backend-onnx-node';
import { attribute, type LocalBackend } from '@reagent/core';
import type { WeightProduct } from '@reagent/onnx-graph';
import { createRandomReplacer } from '@reagent/replacer-random';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { alternate } from './alternate.ts';
import { openBackend, smollm2, type BenchModel } from './models.ts';
import { attentionOperations, productOperations, productsOf, rowsOf } from './operations.ts';
import { productsGraph } from './onnx/products-graph.ts';
import { randomWeights } from './onnx/random-weights.ts';
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
    const bare = await openProducts(products, model.threads);
    const backend = await openBackend(model, { batchSize: rowsInBatch });
    for (const tokens of quick ? [16] : [32, 64, 128]) {
      tell(`${model.name}, ${tokens} tokens`);
      measured.push(await measure(model, { backend, bare, products, tokens, repeats }));
    }
    await backend.dispose();
    await bare.close();
  }
  return {
    name: 'limit',
    title: 'Against the limit: GFLOP/s of an attribution ÷ GFLOP/s of its matrix products alone',
    explanation: [
      `Compared: the whole of \`attribute()\` with ${batches} batches of ${rowsInBatch} contexts (random replacer: no masked model), and ONNX Runtime on a graph of nothing but the model's own matrix products, one after another: as many as the model has, each with weights of its own (initialisers), B·T rows, the head's B, since only asked rows go through it.`,
      'Counted: 2 · inner · outer operations for each row of each product by weights that the edited graph lists, the head for asked rows only; of the attribution also the two products of attention, 4 · T² · heads · head size for each layer and context. Norms, activations and softmax are not counted, though they take their time: the ratio says less than the machine does.',
      `Both have the same threads and options of the engine, and alternate; medians of ${repeats} rounds.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, ratio }) => ({ what, value: ratio })),
    bars: measured.flatMap(({ model, what, ratio }) => {
      const least = asked[model];
      return least === undefined ? [] : [atLeast(what, ratio, least)];
    }),
  };
}

interface BareProducts {
  /** Of one batch of contexts of so many tokens. */
  feeds(tokens: number): InferenceSession.FeedsType;
  run(feeds: InferenceSession.FeedsType): Promise<unknown>;
  close(): Promise<void>;
}

const inputOf = ({ inner, rows }: WeightProduct): string => `${inner} a row, ${rows}`;

async function openProducts(products: readonly WeightProduct[], threads: number): Promise<BareProducts> {
  const graph = productsGraph(products.map((product) => ({ ...product, input: inputOf(product) })));
  const session = await InferenceSession.create(graph, sessionOptions({ device: 'cpu', threads }));
  return {
    feeds: (tokens) =>
      Object.fromEntries(
        products.map((product) => {
          const sizes = [rowsInBatch * rowsOf(product, tokens), product.inner];
          return [inputOf(product), new Tensor('float32', randomWeights('', sizes).data as Float32Array, sizes)];
        }),
      ),
    run: (feeds) => session.run(feeds),
    close: () => session.release(),
  };
}

interface Case {
  readonly backend: LocalBackend;
  readonly bare: BareProducts;
  readonly products: readonly WeightProduct[];
  readonly tokens: number;
  readonly repeats: number;
}

async function measure(model: BenchModel, { backend, bare, products, tokens, repeats }: Case) {
  const replacer = createRandomReplacer();
  const feeds = bare.feeds(tokens);
  let calls = 0;
  let evaluated = 0;
  const seconds = await alternate(
    {
      attribution: {
        async run() {
          const text = contextOf(backend, tokens, calls++);
          const limits = { evaluations: batches * rowsInBatch + 1 }; // and the context itself
          const execution = { batchSize: rowsInBatch };
          const options = { backend, replacer, text, target: text[0] as number, stopping: null, sweep: false };
          const { cost } = await attribute({ ...options, limits, execution });
          evaluated = cost.evaluations;
        },
      },
      bare: {
        async run() {
          for (let batch = 0; batch < batches; batch++) await bare.run(feeds);
        },
      },
    },
    { repeats },
  );
  const work = rowsInBatch * productOperations(products, tokens);
  const whole = work + rowsInBatch * attentionOperations(model, tokens);
  const attributed = ((evaluated / rowsInBatch) * whole) / seconds.attribution / 1e9;
  const bound = (batches * work) / seconds.bare / 1e9;
  const ratio = attributed / bound;
  const row = {
    model: model.name,
    tokens,
    'GFLOP a context': whole / rowsInBatch / 1e9,
    'attribution, GFLOP/s': attributed,
    'products alone, GFLOP/s': bound,
    ratio,
  };
  return { model: model.name, what: `${model.name}, ${tokens} tokens`, ratio, row };
}
