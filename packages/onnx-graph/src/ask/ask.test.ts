import { expect, test } from 'vitest';
import type { AnswerOutputs, AskInputs, ModelDescription } from '../edited-model.ts';
import { askInputs } from './ask-inputs.ts';
import { readAnswers } from './read-answers.ts';

const asks: AskInputs = {
  rows: 'rows',
  tokens: 'tokens',
  bestCount: 'count',
  distributionRows: 'chosen',
  embeddingMask: null,
};
const answers: AnswerOutputs = {
  logProbabilities: 'lp',
  logOdds: null,
  ranks: 'ranks',
  bestIds: 'best',
  bestLogProbabilities: 'best lp',
  distributions: 'all',
  logits: 'logits',
  attentions: [],
};
const description: ModelDescription = {
  version: '1',
  inputs: [],
  outputs: [],
  asks,
  answers,
  vocabularySize: 3,
  head: [],
  products: null,
  coupledBy: {},
  scaledPerRow: 0,
  externalFiles: [],
  opset: 18,
};
const big = (...values: number[]): BigInt64Array => BigInt64Array.from(values, BigInt);

test('rows that ask for different numbers of tokens are filled up, and the fill is dropped again', () => {
  const ask = {
    rows: [
      [0, 4],
      [0, 2],
      [1, 4],
    ] as const,
    tokens: [[7], [8, 9], []],
    bestCount: 1,
    distributionRows: [2],
  };
  expect(askInputs(description, ask)).toEqual({
    rows: { data: big(0, 4, 0, 2, 1, 4), sizes: [3, 2] },
    tokens: { data: big(7, 0, 8, 9, 0, 0), sizes: [3, 2] },
    count: { data: big(1), sizes: [1] },
    chosen: { data: big(2), sizes: [1] },
  });
  const outputs = {
    lp: Float64Array.of(-1, -99, -2, -3, -99, -99),
    ranks: Int32Array.of(1, 99, 2, 3, 99, 99),
    best: big(4, 5, 6),
    'best lp': Float64Array.of(-0.1, -0.2, -0.3),
    all: Float32Array.of(-1, -2, -3),
    logits: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
  };
  expect(readAnswers(description, ask, outputs)).toEqual({
    logProbabilities: Float64Array.of(-1, -2, -3),
    logOdds: null,
    ranks: Int32Array.of(1, 2, 3),
    bestIds: Int32Array.of(4, 5, 6),
    bestLogProbabilities: Float64Array.of(-0.1, -0.2, -0.3),
    distributions: Float64Array.of(-1, -2, -3),
    logits: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
    attentions: [],
  });
});

test('a lone row is asked for twice, and answered once', () => {
  const ask = { rows: [[2, 3]] as const, tokens: [Int32Array.of(5)], bestCount: 2 };
  expect(askInputs(description, ask)).toEqual({
    rows: { data: big(2, 3, 2, 3), sizes: [2, 2] },
    tokens: { data: big(5, 5), sizes: [2, 1] },
    count: { data: big(2), sizes: [1] },
    chosen: { data: big(), sizes: [0] },
  });
  const outputs = {
    lp: Float64Array.of(-1, -1),
    ranks: Int32Array.of(0, 0),
    best: big(5, 6, 5, 6),
    'best lp': Float64Array.of(-1, -2, -1, -2),
    all: new Float64Array(),
    logits: Float32Array.of(1, 2, 3, 1, 2, 3),
  };
  const { logProbabilities, bestIds, bestLogProbabilities, logits } = readAnswers(description, ask, outputs);
  expect(logProbabilities).toEqual(Float64Array.of(-1));
  expect(bestIds).toEqual(Int32Array.of(5, 6));
  expect(bestLogProbabilities).toEqual(Float64Array.of(-1, -2));
  expect(logits).toEqual(Float32Array.of(1, 2, 3));
});

test('what the graph was not edited for is refused', () => {
  const bare = { ...description, asks: { ...asks, tokens: null, bestCount: null, distributionRows: null } };
  const rows = [[0, 0]] as const;
  const error = expect.objectContaining({ code: 'UNSUPPORTED' });
  expect(() => askInputs(bare, { rows, tokens: [[1]] })).toThrow(error);
  expect(() => askInputs(bare, { rows, bestCount: 1 })).toThrow(error);
  expect(() => askInputs(bare, { rows, distributionRows: [0] })).toThrow(error);
  expect(Object.keys(askInputs(bare, { rows }))).toEqual(['rows']);
});

test('no rows, or other lists of tokens than rows, are refused', () => {
  const error = expect.objectContaining({ code: 'INVALID_OPTION' });
  expect(() => askInputs(description, { rows: [] })).toThrow(error);
  const rows = [
    [0, 0],
    [1, 0],
  ] as const;
  expect(() => askInputs(description, { rows, tokens: [[1]] })).toThrow(error);
});
