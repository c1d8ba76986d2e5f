import { readFileSync } from 'node:fs';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { editCausalModel, type EditOptions, type ModelDescription } from '../src/index.ts';
import { readModelFile, writeModelFile } from '../src/format/model-file.ts';
import { GraphProtoSchema, TensorProtoSchema } from '../src/format/onnx_pb.ts';
import { tensorHeader } from '../src/format/tensor.ts';
import { someContexts } from './agreement.ts';
import { fixture, fixtures, type ModelUnderTest } from './model-under-test.ts';
import { openEdited, type EditedSession } from './run-models.ts';

async function open(
  model: ModelUnderTest,
  options: EditOptions,
  bytes: Uint8Array = readFileSync(model.path),
): Promise<{ readonly session: EditedSession; readonly description: ModelDescription }> {
  const edit = editCausalModel(bytes, options);
  if (!edit.edited) throw new Error(edit.reason);
  return { session: await openEdited(model, edit.bytes, edit.description), description: edit.description };
}

function maskFeed({ asks, inputs }: ModelDescription, rows: number, length: number, values: (index: number) => number) {
  const width = inputs.find(({ name }) => name === asks.embeddingMask)!.sizes![2];
  const hidden = typeof width === 'number' ? width : 32; // the tables of 4-bit files do not say
  const data = Float32Array.from({ length: rows * length * hidden }, (_, index) => values(Math.floor(index / hidden)));
  return { [asks.embeddingMask!]: new Tensor('float32', data, [rows, length, hidden]) };
}

test.each(fixtures)('$name: token embeddings are found, and a mask of ones changes nothing', async (model) => {
  const contexts = someContexts(2, 6, model.vocabulary);
  const ask = { rows: [[0, 5] as const, [1, 3] as const], tokens: [[3], [4]] };
  const plain = await open(model, {});
  const masked = await open(model, { embeddingMask: true });
  expect(masked.description.asks.embeddingMask).toBe('reagent/embedding_mask');
  const expected = await plain.session.run(contexts, ask);
  const ones = await masked.session.run(
    contexts,
    ask,
    maskFeed(masked.description, 2, 6, () => 1),
  );
  expect(ones.ranks).toEqual(expected.ranks);
  ones.logOdds!.forEach((value, index) => {
    // an engine may join other nodes when one more stands between them, so not always to the bit
    expect(Math.abs(value - expected.logOdds![index]!)).toBeLessThan(1e-6);
  });
  const holes = maskFeed(masked.description, 2, 6, (place) => (place === 1 ? 0 : 1)); // a token of the first row
  const { logProbabilities } = await masked.session.run(contexts, ask, holes);
  expect(logProbabilities![0]).not.toBe(expected.logProbabilities![0]);
  if (Object.keys(masked.description.coupledBy).length === 0) {
    expect(logProbabilities![1]).toBe(expected.logProbabilities![1]);
  }
  await Promise.all([plain.session.close(), masked.session.close()]);
});

test('a mask of zeros is a token whose embedding is zero', async () => {
  const model = fixture('opt/model.onnx');
  const silent = 100;
  const bytes = withZeroEmbedding(readFileSync(model.path), 'model.decoder.embed_tokens.weight', silent);
  const [context] = someContexts(1, 6, model.vocabulary);
  const ask = { rows: [[0, 5] as const] };
  const logits = { answers: ['distributions'] as const };
  const zeroed = await open(model, logits, bytes);
  const replaced = context!.map((id, place) => (place === 2 ? silent : id));
  const expected = await zeroed.session.run([replaced], { ...ask, distributionRows: [0] });
  const masked = await open(model, { ...logits, embeddingMask: true }, bytes);
  const hole = maskFeed(masked.description, 1, 6, (place) => (place === 2 ? 0 : 1));
  const found = await masked.session.run([context!], { ...ask, distributionRows: [0] }, hole);
  expect(found.distributions).toEqual(expected.distributions);
  await Promise.all([zeroed.session.close(), masked.session.close()]);
});

function withZeroEmbedding(bytes: Uint8Array, name: string, row: number): Uint8Array {
  const file = readModelFile(bytes);
  const initializer = file.graph.initializer.map((encoded) => {
    if (tensorHeader(encoded).name !== name) return encoded;
    const tensor = create(TensorProtoSchema, fromBinary(TensorProtoSchema, encoded));
    const width = Number(tensor.dims[1]) * Float32Array.BYTES_PER_ELEMENT;
    tensor.rawData = Uint8Array.from(tensor.rawData).fill(0, row * width, (row + 1) * width);
    return toBinary(TensorProtoSchema, tensor);
  });
  return writeModelFile({ ...file, graph: create(GraphProtoSchema, { ...file.graph, initializer }) });
}

const explicit = fixtures.filter(({ name }) => !/genai/.test(name));

test.each(explicit)('$name: attention weights of every layer, which sum to one', async (model) => {
  const { session, description } = await open(model, { attentions: true });
  const layers = model.name.startsWith('distilroberta') ? 1 : 2;
  expect(description.answers.attentions).toHaveLength(layers);
  const length = 6;
  const { attentions } = await session.run(someContexts(2, length, model.vocabulary), {
    rows: [[0, 5]],
    tokens: [[3]],
  });
  for (const weights of attentions) {
    expect(weights.length % (2 * length * length)).toBe(0);
    for (let row = 0; row < weights.length / length; row++) {
      const own = weights.subarray(row * length, (row + 1) * length);
      expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 2);
      const future = model.name.startsWith('distilroberta') ? [] : [...own].slice((row % length) + 1);
      expect(future.every((weight) => weight === 0)).toBe(true);
    }
  }
  await session.close();
});

test('grouped-query attention keeps its weights to itself', () => {
  const edit = editCausalModel(readFileSync(fixture('qwen3-genai/model_q4.onnx').path), { attentions: true });
  expect(edit).toMatchObject({ edited: true, description: { answers: { attentions: [] } } });
});
