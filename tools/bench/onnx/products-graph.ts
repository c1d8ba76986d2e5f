import { randomWeights } from './random-weights.ts';
import { writeModel } from './write-model.ts';

/** A matrix product by weights of its own. */
export interface Product {
  readonly inner: number;
  readonly outer: number;
  /** The name of the graph's input that it takes: [rows][inner]. Products of one input have one `inner`. */
  readonly input: string;
}

/**
 * A graph of nothing but matrix products, one after another, each with its own weights. Of each result only the first row
 * leaves the graph, so that ONNX Runtime uses the same memory again, as it does between the layers of a model.
 */
export function productsGraph(products: readonly Product[]): Uint8Array {
  const inner = new Map(products.map((product) => [product.input, product.inner]));
  return writeModel({
    nodes: products.flatMap(({ input }, index) => [
      { type: 'MatMul', inputs: [input, `weights ${index}`], output: `product ${index}` },
      { type: 'Slice', inputs: [`product ${index}`, 'zero', 'one', 'zero'], output: `first row ${index}` },
    ]),
    weights: [
      { name: 'zero', sizes: [1], data: BigInt64Array.of(0n) },
      { name: 'one', sizes: [1], data: BigInt64Array.of(1n) },
      ...products.map((product, index) => randomWeights(`weights ${index}`, [product.inner, product.outer])),
    ],
    inputs: [...inner].map(([name, size]) => ({ name, type: 'float32', sizes: [`rows of ${name}`, size] })),
    outputs: products.map(({ outer }, index) => ({
      name: `first row ${index}`,
      type: 'float32',
      sizes: [1, outer],
    })),
  });
}
