import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { askInputs, editCausalModel, readAnswers, type OutputData } from '../src/index.ts';
import type { NodeProto } from '../src/format/onnx_pb.ts';
import { int64Tensor } from '../src/format/tensor.ts';
import { valueInfo } from '../src/format/value-info.ts';
import { makeNode } from '../src/graph/node.ts';
import { referenceScore } from './reference-scores.ts';
import { smallModel, tensor, weight } from './small-model.ts';

/** Layouts of the head that no fixture has; the model before it is an embedding and a running mean. */
interface Layout {
  readonly head: readonly NodeProto[];
  readonly weights: readonly Uint8Array[];
  /** Operators of the head, from the logits back to the hidden state. */
  readonly found: readonly string[];
}

const [hiddenSize, vocabulary] = [8, 40];
const body = [
  makeNode('Gather', ['embedding', 'input_ids'], 'embedded', { axis: 0 }),
  makeNode('CumSum', ['embedded', 'axis'], 'hidden'),
];
const bodyWeights = [
  weight('embedding', [vocabulary, hiddenSize]),
  tensor('axis', 'int64', [], new Uint8Array(BigInt64Array.of(1n).buffer)),
];
const float = (name: string, values: readonly number[], sizes: readonly number[]): Uint8Array =>
  tensor(name, 'float32', sizes, new Uint8Array(Float32Array.from(values).buffer));
const integers = (name: string, values: readonly number[]): Uint8Array => int64Tensor(name, values, [values.length]);
const sizesOfIds = [
  makeNode('Shape', ['input_ids'], 'ids_sizes'),
  makeNode('Concat', ['ids_sizes', 'width'], 'logits_sizes', { axis: 0 }),
];

const layouts: Readonly<Record<string, Layout>> = {
  'a matrix of all tokens, Gemm with a bias, and back': {
    head: [
      makeNode('Reshape', ['hidden', 'to_matrix'], 'matrix'),
      makeNode('Gemm', ['matrix', 'head', 'bias'], 'flat', { transB: 1 }),
      ...sizesOfIds,
      makeNode('Reshape', ['flat', 'logits_sizes'], 'logits'),
    ],
    weights: [
      weight('head', [vocabulary, hiddenSize]),
      weight('bias', [vocabulary]),
      integers('to_matrix', [-1, hiddenSize]),
      integers('width', [vocabulary]),
    ],
    found: ['Reshape', 'Gemm'],
  },
  'a soft cap with constants of three axes': {
    head: [
      makeNode('MatMul', ['hidden', 'head'], 'raw'),
      makeNode('Div', ['raw', 'cap'], 'part'),
      makeNode('Tanh', ['part'], 'bent'),
      makeNode('Mul', ['cap', 'bent'], 'logits'),
    ],
    weights: [weight('head', [hiddenSize, vocabulary]), float('cap', [3], [1, 1, 1])],
    found: ['Mul', 'Tanh', 'Div', 'MatMul'],
  },
  'weights and their input quantised and back with fixed scales': {
    head: [
      makeNode('QuantizeLinear', ['hidden', 'scale', 'middle'], 'bytes'),
      makeNode('DequantizeLinear', ['bytes', 'scale', 'middle'], 'rounded'),
      makeNode('DequantizeLinear', ['head', 'head_scale', 'middle'], 'head_floats'),
      makeNode('MatMul', ['rounded', 'head_floats'], 'logits'),
    ],
    weights: [
      weight('head', [hiddenSize, vocabulary], 'uint8'),
      float('scale', [0.05], []),
      float('head_scale', [0.01], []),
      tensor('middle', 'uint8', [], Uint8Array.of(128)),
    ],
    found: ['MatMul', 'DequantizeLinear', 'QuantizeLinear'],
  },
  'a fused product, only the last position kept by a slice': {
    head: [
      makeNode('Slice', ['hidden', 'from', 'to', 'second'], 'last'),
      { ...makeNode('FusedMatMul', ['last', 'head'], 'logits'), domain: 'com.microsoft' },
    ],
    weights: [
      weight('head', [hiddenSize, vocabulary]),
      integers('from', [-1]),
      integers('to', [2 ** 31]),
      integers('second', [1]),
    ],
    found: ['com.microsoft.FusedMatMul'],
  },
  'a scale for each position, of the largest number in it': {
    head: [
      makeNode('Abs', ['hidden'], 'sizes'),
      makeNode('ReduceMax', ['sizes', 'last_axis'], 'largest'),
      makeNode('Mul', ['largest', 'part'], 'scale'),
      makeNode('Div', ['hidden', 'scale'], 'scaled'),
      makeNode('QuantizeLinear', ['scaled', 'one', 'middle'], 'bytes'),
      {
        ...makeNode('MatMulIntegerToFloat', ['bytes', 'head', 'one', 'head_scale', 'middle', 'middle'], 'product'),
        domain: 'com.microsoft',
      },
      makeNode('Mul', ['product', 'scale'], 'logits'),
    ],
    weights: [
      weight('head', [hiddenSize, vocabulary], 'uint8'),
      integers('last_axis', [-1]),
      float('part', [1 / 127], []),
      float('one', [1], []),
      float('head_scale', [0.01], []),
      tensor('middle', 'uint8', [], Uint8Array.of(128)),
    ],
    found: ['Mul', 'com.microsoft.MatMulIntegerToFloat', 'QuantizeLinear', 'Div', 'Mul', 'ReduceMax', 'Abs'],
  },
  'two products in a row': {
    head: [makeNode('MatMul', ['hidden', 'down'], 'narrow'), makeNode('MatMul', ['narrow', 'head'], 'logits')],
    weights: [weight('down', [hiddenSize, 3]), weight('head', [3, vocabulary])],
    found: ['MatMul'],
  },
};

const cases = Object.entries(layouts).flatMap(([name, layout]) =>
  (['head', 'last-layer'] as const).map((rowsFrom) => ({ name, rowsFrom, ...layout })),
);

test.each(cases)('$name (rows from $rowsFrom)', async ({ rowsFrom, head, weights, found }) => {
  const model = smallModel({
    nodes: [...body, ...head],
    inputs: [valueInfo('input_ids', 'int64', ['batch', 'sequence'])],
    outputs: [valueInfo('logits', 'float32', ['batch', 'kept', vocabulary])],
    weights: [...bodyWeights, ...weights],
  });
  const edit = editCausalModel(model, { rowsFrom });
  if (!edit.edited) throw new Error(edit.reason);
  expect(edit.description.head).toEqual(found);
  expect(edit.description.vocabularySize).toBe(vocabulary);
  const contexts = [
    [3, 1, 4, 1],
    [5, 9, 2, 6],
  ];
  const ids = new Tensor('int64', BigInt64Array.from(contexts.flat(), BigInt), [2, 4]);
  const whole = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const { logits } = await whole.run({ input_ids: ids });
  const ask = {
    rows: [
      [1, 3],
      [0, 3],
    ] as const,
    tokens: [[7, 0], [30]],
  };
  const edited = await InferenceSession.create(edit.bytes, { logSeverityLevel: 3 });
  const asked = Object.entries(askInputs(edit.description, ask)).map(
    ([name, { data, sizes }]) => [name, new Tensor('int64', data, sizes)] as const,
  );
  const outputs = await edited.run({ input_ids: ids, ...Object.fromEntries(asked) });
  const data = Object.entries(outputs).map(([name, output]) => [name, output.data as OutputData] as const);
  const answers = readAnswers(edit.description, ask, Object.fromEntries(data));
  const kept = logits!.dims[1]!;
  const row = (index: number): Float32Array =>
    (logits!.data as Float32Array).slice((index * kept + kept - 1) * vocabulary, (index + 1) * kept * vocabulary);
  const expected = [referenceScore(row(1), 7), referenceScore(row(1), 0), referenceScore(row(0), 30)];
  expect(answers.logProbabilities).toHaveLength(3);
  expected.forEach(({ logProbability, logOdds, rank }, index) => {
    expect(answers.logProbabilities![index]).toBeCloseTo(logProbability, 6);
    expect(answers.logOdds![index]).toBeCloseTo(logOdds, 6);
    expect(answers.ranks![index]).toBe(rank);
  });
  await Promise.all([whole.release(), edited.release()]);
});
