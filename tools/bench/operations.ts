import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editCausalModel, type WeightProduct } from '@reagent/onnx-graph';
import type { BenchModel } from './models.ts';

/** The products by weights of the edited graph. */
export function productsOf({ folder, name }: BenchModel): readonly WeightProduct[] {
  const edited = editCausalModel(readFileSync(join(folder, 'onnx/model.onnx')));
  const products = edited.edited ? edited.description.products : null;
  if (products === null) throw new Error(`the products of ${name} cannot be counted`);
  return products;
}

/** Of a context with one asked position. */
export function rowsOf({ rows }: WeightProduct, tokens: number): number {
  return rows === 'asked' ? 1 : tokens;
}

/** For one context. */
export function productOperations(products: readonly WeightProduct[], tokens: number): number {
  return products.reduce((sum, product) => sum + 2 * product.inner * product.outer * rowsOf(product, tokens), 0);
}

/** For one context: queries by keys, and what they say by values. Every position with every other, as the graph computes it. */
export function attentionOperations({ folder }: BenchModel, tokens: number): number {
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Readonly<Record<string, number>>;
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: width } = config;
  if (layers === undefined || heads === undefined || width === undefined) {
    throw new Error(`${join(folder, 'config.json')} does not tell the sizes of attention`);
  }
  return 4 * layers * tokens ** 2 * heads * (config['head_dim'] ?? width / heads);
}
