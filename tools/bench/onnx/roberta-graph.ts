import { constantWeights, randomWeights } from './random-weights.ts';
import type { Model, Node, Weights } from './write-model.ts';

export interface RobertaShape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  /** Width of the feed-forward part. */
  readonly inner: number;
  readonly vocabulary: number;
  /** Rows of the position table; the first two are not used. */
  readonly positions: number;
}

/** The graph of a RoBERTa with a masked language model's head, as exporters write it. */
export function robertaGraph(shape: RobertaShape): Model {
  const graph = new GraphWriter();
  const hidden = layers(graph, shape, embeddings(graph, shape), maskBias(graph));
  head(graph, shape, hidden);
  return {
    nodes: graph.nodes,
    weights: graph.weights,
    inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: 'int64', sizes: ['batch', 'sequence'] })),
    outputs: [{ name: 'logits', type: 'float32', sizes: ['batch', 'sequence', shape.vocabulary] }],
  };
}

class GraphWriter {
  readonly nodes: Node[] = [];
  readonly weights: Weights[] = [];

  op(type: string, inputs: readonly string[], attributes: Node['attributes'] = {}, output?: string): string {
    const name = output ?? `value_${this.nodes.length}`;
    this.nodes.push({ type, inputs, output: name, attributes });
    return name;
  }

  matrix(name: string, ...sizes: number[]): string {
    this.weights.push(randomWeights(name, sizes));
    return name;
  }

  integers(...values: number[]): string {
    const name = `integers_${values.join('_')}`;
    const data = BigInt64Array.from(values, BigInt);
    if (!this.weights.some((known) => known.name === name)) this.weights.push({ name, sizes: [values.length], data });
    return name;
  }

  scalar(value: number): string {
    const name = `scalar_${value}`;
    if (!this.weights.some((known) => known.name === name)) this.weights.push(constantWeights(name, [], value));
    return name;
  }

  linear(name: string, input: string, from: number, to: number): string {
    const product = this.op('MatMul', [input, this.matrix(`${name}.weight`, from, to)]);
    return this.op('Add', [product, this.matrix(`${name}.bias`, to)]);
  }

  normalise(name: string, input: string, width: number): string {
    this.weights.push(constantWeights(`${name}.weight`, [width], 1), constantWeights(`${name}.bias`, [width], 0));
    const inputs = [input, `${name}.weight`, `${name}.bias`];
    return this.op('LayerNormalization', inputs, { axis: -1, epsilon: { float: 1e-5 } });
  }

  gelu(input: string): string {
    const erf = this.op('Erf', [this.op('Div', [input, this.scalar(Math.SQRT2)])]);
    const weighted = this.op('Mul', [input, this.op('Add', [erf, this.scalar(1)])]);
    return this.op('Mul', [weighted, this.scalar(0.5)]);
  }
}

/** Positions count from 2, as nothing is padded. */
function embeddings(graph: GraphWriter, { vocabulary, positions, width }: RobertaShape): string {
  const words = graph.op('Gather', [graph.matrix('words', vocabulary, width), 'input_ids']);
  const length = graph.op('Gather', [graph.op('Shape', ['input_ids']), graph.integers(1)]);
  const end = graph.op('Add', [length, graph.integers(2)]);
  const table = graph.matrix('positions', positions, width);
  const places = graph.op('Slice', [table, graph.integers(2), end, graph.integers(0)]);
  return graph.normalise('embeddings', graph.op('Add', [words, places]), width);
}

/** [batch][1][1][sequence], 0 where a token may be looked at. */
function maskBias(graph: GraphWriter): string {
  const mask = graph.op('Unsqueeze', ['attention_mask', graph.integers(1, 2)]);
  const missing = graph.op('Sub', [graph.scalar(1), graph.op('Cast', [mask], { to: 1 })]);
  return graph.op('Mul', [missing, graph.scalar(-1e9)]);
}

function layers(graph: GraphWriter, shape: RobertaShape, input: string, bias: string): string {
  const { width, inner } = shape;
  let hidden = input;
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = `layer.${layer}`;
    const attended = graph.linear(`${name}.output`, attention(graph, shape, name, hidden, bias), width, width);
    hidden = graph.normalise(`${name}.attention_norm`, graph.op('Add', [attended, hidden]), width);
    const grown = graph.gelu(graph.linear(`${name}.up`, hidden, width, inner));
    const shrunk = graph.linear(`${name}.down`, grown, inner, width);
    hidden = graph.normalise(`${name}.output_norm`, graph.op('Add', [shrunk, hidden]), width);
  }
  return hidden;
}

function attention(
  graph: GraphWriter,
  { width, heads }: RobertaShape,
  name: string,
  hidden: string,
  bias: string,
): string {
  const split = (part: string, perm: readonly number[]): string => {
    const projected = graph.linear(`${name}.${part}`, hidden, width, width);
    return graph.op('Transpose', [graph.op('Reshape', [projected, graph.integers(0, 0, heads, width / heads)])], {
      perm,
    });
  };
  const products = graph.op('MatMul', [split('query', [0, 2, 1, 3]), split('key', [0, 2, 3, 1])]);
  const scaled = graph.op('Div', [products, graph.scalar(Math.sqrt(width / heads))]);
  const weights = graph.op('Softmax', [graph.op('Add', [scaled, bias])], { axis: -1 });
  const mixed = graph.op('MatMul', [weights, split('value', [0, 2, 1, 3])]);
  const together = graph.op('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  return graph.op('Reshape', [together, graph.integers(0, 0, width)]);
}

/** Tied to the embeddings. */
function head(graph: GraphWriter, { width, vocabulary }: RobertaShape, hidden: string): void {
  const dense = graph.normalise('head.norm', graph.gelu(graph.linear('head.dense', hidden, width, width)), width);
  const tied = graph.op('Transpose', ['words'], { perm: [1, 0] });
  graph.op('Add', [graph.op('MatMul', [dense, tied]), graph.matrix('head.bias', vocabulary)], {}, 'logits');
}
