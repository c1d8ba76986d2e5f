import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from '../test/model-under-test.ts';
import { smallModel, weight } from '../test/small-model.ts';
import { editCausalModel, editMaskedModel } from './edit-model.ts';
import type { ModelDescription } from './edited-model.ts';
import type { NodeProto } from './format/onnx_pb.ts';
import { valueInfo } from './format/value-info.ts';
import { makeNode } from './graph/node.ts';

const read = (name: string): Uint8Array => readFileSync(fixture(name).path);

function describe(name: string): ModelDescription {
  const edit = editCausalModel(read(name));
  if (!edit.edited) throw new Error(edit.reason);
  return edit.description;
}

function model(nodes: readonly NodeProto[], opset = 18): Uint8Array {
  return smallModel({
    opset,
    nodes,
    inputs: [valueInfo('input_ids', 'int64', ['batch', 'sequence'])],
    outputs: [valueInfo('logits', 'float32', ['batch', 'sequence', 40])],
    weights: [weight('embedding', [40, 8]), weight('head', [8, 40])],
  });
}

const embedded = makeNode('Gather', ['embedding', 'input_ids'], 'hidden', { axis: 0 });
const head = makeNode('MatMul', ['hidden', 'head'], 'logits');

test('a graph of an older opset is refused with the reason', () => {
  expect(editCausalModel(model([embedded, head], 13)).edited).toBe(true);
  expect(editCausalModel(model([embedded, head], 12))).toEqual({
    edited: false,
    reason: 'the graph is of opset 12: only graphs from opset 13 on can be edited',
  });
});

test('an operator that may mix positions is not passed, and named', () => {
  const edit = editCausalModel(
    model([embedded, makeNode('MatMul', ['hidden', 'head'], 'raw'), makeNode('Softmax', ['raw'], 'logits')]),
  );
  expect(edit).toEqual({ edited: false, reason: expect.stringContaining('it comes to Softmax') });
});

test('a head in the branches of an If on an unknown input is refused', () => {
  const edit = editCausalModel(model([embedded, makeNode('If', ['some_switch'], 'logits')]));
  expect(edit).toEqual({ edited: false, reason: expect.stringContaining('it comes to If') });
});

test('a graph without an output of that name is refused', () => {
  expect(editCausalModel(model([embedded, head]), { logits: 'scores' })).toEqual({
    edited: false,
    reason: 'the graph has no output "scores"',
  });
});

test('a product whose weights are no constant is no head', () => {
  const square = makeNode('MatMul', ['hidden', 'turned'], 'logits');
  const turned = makeNode('Transpose', ['hidden'], 'turned', { perm: [0, 2, 1] });
  expect(editCausalModel(model([embedded, turned, square]))).toEqual({
    edited: false,
    reason: expect.stringContaining('a MatMul without weights'),
  });
});

test('bytes that are no model are an error', () => {
  const error = expect.objectContaining({ code: 'MODEL_INVALID' });
  expect(() => editCausalModel(Uint8Array.of(1, 2, 3))).toThrow(error);
  expect(() => editCausalModel(new Uint8Array())).toThrow(error);
  const cut = read('opt/model.onnx').subarray(0, 100_000);
  expect(() => editCausalModel(cut)).toThrow(error);
});

test('wrong options are an error', () => {
  const error = expect.objectContaining({ code: 'INVALID_OPTION' });
  const bytes = model([embedded, head]);
  expect(() => editCausalModel(bytes, { answers: [] })).toThrow(error);
  expect(() => editCausalModel(bytes, { answers: ['odds' as 'logOdds'] })).toThrow(error);
  expect(() => editCausalModel(bytes, { precision: 'float16' as 'float32' })).toThrow(error);
  expect(() => editCausalModel(bytes, { quantization: 'none' as 'as-exported' })).toThrow(error);
});

test('inputs and outputs that the answers do not need are gone', () => {
  const names = (description: ModelDescription): readonly string[] => description.inputs.map(({ name }) => name);
  expect(names(describe('llama-nltk/model.onnx'))).not.toContain('num_logits_to_keep');
  expect(names(describe('gpt2-v2/decoder_model_merged.onnx'))).toEqual([
    'input_ids',
    'attention_mask',
    'reagent/rows',
    'reagent/tokens',
  ]);
  const { outputs } = describe('opt/model.onnx');
  expect(outputs).toEqual([
    { name: 'reagent/log_probabilities', type: 'float64', sizes: ['asked_rows', 'asked_tokens'] },
    { name: 'reagent/log_odds', type: 'float64', sizes: ['asked_rows', 'asked_tokens'] },
    { name: 'reagent/ranks', type: 'int32', sizes: ['asked_rows', 'asked_tokens'] },
  ]);
});

test('the description says what couples rows, which files hold weights, and how big the vocabulary is', () => {
  const quantised = describe('llama2/model_quantized.onnx');
  expect(quantised.coupledBy).toEqual({ DynamicQuantizeLinear: 9 });
  expect(quantised.vocabularySize).toBe(479);
  const genai = describe('llama-genai-prune/model.onnx');
  expect(genai.coupledBy).toEqual({});
  expect(genai.externalFiles).toEqual(['model.onnx_data']);
});

test('a masked model is edited for its best tokens', () => {
  const edit = editMaskedModel(read('distilroberta/model.onnx'));
  expect(edit).toMatchObject({
    edited: true,
    description: {
      asks: { rows: 'reagent/rows', tokens: null, bestCount: 'reagent/best_count', distributionRows: null },
      answers: { bestIds: 'reagent/best_logits_2', logProbabilities: null },
    },
  });
});

test('the same file and options give the same bytes, and the file’s own bytes stay as they are', () => {
  const bytes = read('opt/model.onnx');
  const before = Uint8Array.from(bytes);
  const [first, second] = [editCausalModel(bytes), editCausalModel(bytes)];
  expect(first).toEqual(second);
  expect(Uint8Array.from(bytes)).toEqual(before);
});
