import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { referenceScore } from '../../test/reference-scores.ts';
import { smallModel } from '../../test/small-model.ts';
import type { Answer } from '../edit-options.ts';
import { valueInfo } from '../format/value-info.ts';
import { addAnswers } from './add-answers.ts';
import type { Precision } from './row-sums.ts';

const width = 50_257; // GPT-2's, and odd, so that rows begin at different places of memory's lines

/** The answers of a graph whose input is the logits. */
async function answer(
  rows: readonly Float32Array[],
  tokens: readonly (readonly number[])[],
  options: {
    precision?: Precision;
    answers?: readonly Answer[];
    opset?: number;
    best?: number;
    distributions?: number[];
  } = {},
): Promise<Record<string, Float64Array>> {
  const { precision = 'float64', answers = ['logProbabilities', 'logOdds', 'ranks'], opset = 18 } = options;
  const sizes = ['asked_rows', rows[0]!.length];
  const empty = { nodes: [], initializers: new Map(), outputs: [], values: [], opset };
  const { graph } = addAnswers(
    { ...empty, inputs: [valueInfo('logits', 'float32', sizes)] },
    { answers: new Set(answers), precision, logits: 'logits', rows: 'rows' },
  );
  const bytes = smallModel({
    opset,
    nodes: graph.nodes,
    inputs: graph.inputs.filter(({ name }) => name !== 'rows'),
    outputs: graph.outputs,
    weights: [...graph.initializers.values()],
  });
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3, intraOpNumThreads: 2 });
  const logits = Float32Array.from(rows.flatMap((row) => [...row]));
  const int64 = (values: readonly number[], sizes: readonly number[]): Tensor =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), sizes);
  const all: Record<string, Tensor> = {
    logits: new Tensor('float32', logits, [rows.length, rows[0]!.length]),
    'reagent/tokens': int64(tokens.flat(), [rows.length, tokens[0]?.length ?? 0]),
    'reagent/best_count': int64([options.best ?? 0], [1]),
    'reagent/distribution_rows': int64(options.distributions ?? [], [options.distributions?.length ?? 0]),
  };
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [
      name.replace('reagent/', ''),
      Float64Array.from(data as ArrayLike<number | bigint>, Number),
    ]),
  );
}

/** Logits that look like a model's: a bell with a spread, and always the same. */
function logits(seed: number, spread: number, size: number = width): Float32Array {
  const uniform = (index: number): number => {
    const value = Math.sin(index * 12.9898 + seed * 78.233) * 43_758.5453;
    return value - Math.floor(value);
  };
  return Float32Array.from({ length: size }, (_, index) => {
    const radius = Math.sqrt(-2 * Math.log(uniform(2 * index) + 1e-9));
    return spread * radius * Math.cos(2 * Math.PI * uniform(2 * index + 1));
  });
}

const spreads = [0.1, 1, 3, 8];

test.each([13, 18])('scores of tokens are those of float64, to 1e-8 (opset %i)', async (opset) => {
  const rows = spreads.map((spread, seed) => logits(seed, spread));
  const tokens = rows.map((row) => [row.indexOf(Math.max(...row)), 0, 17, width - 1]);
  const found = await answer(rows, tokens, { opset });
  const expected = rows.flatMap((row, index) => tokens[index]!.map((token) => referenceScore(row, token)));
  expected.forEach(({ logProbability, logOdds, rank }, index) => {
    expect(Math.abs(found['log_probabilities']![index]! - logProbability)).toBeLessThan(1e-8);
    expect(Math.abs(found['log_odds']![index]! - logOdds)).toBeLessThan(1e-8);
    expect(found['ranks']![index]).toBe(rank);
  });
});

test('in float32 they are right to 1e-4', async () => {
  const rows = spreads.map((spread, seed) => logits(seed, spread));
  const tokens = rows.map((row) => [row.indexOf(Math.max(...row)), 0, 17, width - 1]);
  const found = await answer(rows, tokens, { precision: 'float32' });
  const expected = rows.flatMap((row, index) => tokens[index]!.map((token) => referenceScore(row, token)));
  expected.forEach(({ logProbability, logOdds }, index) => {
    expect(Math.abs(found['log_probabilities']![index]! - logProbability)).toBeLessThan(1e-4);
    expect(Math.abs(found['log_odds']![index]! - logOdds)).toBeLessThan(1e-4);
  });
});

test.each([10, 17, 40, 120, 1000])('log-odds stay right for a token that leads by %i', async (margin) => {
  const row = logits(1, 1, 500);
  row[123] = Math.max(...row) + margin;
  for (const precision of ['float64', 'float32'] as const) {
    const found = await answer([row], [[123, 4]], { precision });
    const expected = [referenceScore(row, 123), referenceScore(row, 4)];
    expect(expected[0]!.logOdds).toBeGreaterThan(margin - 8);
    expected.forEach(({ logProbability, logOdds }, index) => {
      const tolerance = precision === 'float64' ? 1e-7 : 1e-6;
      expect(Math.abs(found['log_odds']![index]! - logOdds)).toBeLessThan(tolerance * Math.max(1, Math.abs(logOdds)));
      expect(Math.abs(found['log_probabilities']![index]! - logProbability)).toBeLessThan(tolerance * margin);
    });
  }
});

test('equal logits share a rank, and either of two leading tokens has log-odds of about 0', async () => {
  const row = Float32Array.from({ length: 64 }, () => -20);
  row[5] = 3;
  row[40] = 3;
  const found = await answer([row], [[5, 40, 7]]);
  expect([...found['ranks']!]).toEqual([0, 0, 2]);
  const expected = [5, 40, 7].map((token) => referenceScore(row, token).logOdds);
  expected.forEach((logOdds, index) => expect(found['log_odds']![index]).toBeCloseTo(logOdds, 7));
});

test('forbidden tokens (−∞) have no probability, and a single allowed one has all of it', async () => {
  const row = Float32Array.from({ length: 64 }, () => -Infinity);
  row[9] = 2;
  const alone = await answer([row], [[9, 3]]);
  expect([...alone['log_probabilities']!]).toEqual([0, -Infinity]);
  expect([...alone['log_odds']!]).toEqual([Infinity, -Infinity]);
  row[10] = 2;
  const two = await answer([row], [[9, 3]]);
  expect(two['log_probabilities']![0]).toBeCloseTo(Math.log(0.5), 12);
  expect(two['log_odds']![0]).toBeCloseTo(0, 12);
});

test('a row gets the same bits wherever it stands in a batch', async () => {
  const row = logits(4, 3);
  const rows = [row, logits(1, 1), logits(2, 8), row, row, logits(3, 2), row];
  const tokens = rows.map(() => [11, 222, 3333]);
  const all = await answer(rows, tokens);
  const alone = await answer([row], [[11, 222, 3333]]);
  for (const name of ['log_probabilities', 'log_odds', 'ranks']) {
    for (const place of [0, 3, 4, 6]) {
      expect([...all[name]!.subarray(place * 3, place * 3 + 3)]).toEqual([...alone[name]!]);
    }
  }
});

test('distributions of the chosen rows sum to one and say what the scores say', async () => {
  const rows = [logits(1, 2), logits(2, 3), logits(3, 1)];
  const found = await answer(rows, [[7], [7], [7]], {
    answers: ['logProbabilities', 'distributions'],
    distributions: [2, 0],
  });
  const { distributions, log_probabilities: scores } = found as Record<string, Float64Array>;
  for (const [place, row] of [2, 0].entries()) {
    const own = distributions!.subarray(place * width, (place + 1) * width);
    expect(own.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 8);
    expect(own[7]).toBe(scores![row]);
  }
});

test('logits are given as they came', async () => {
  const rows = [logits(1, 2, 100), logits(2, 3, 100)];
  const found = await answer(rows, [], { answers: ['logits'] });
  expect([...found['logits_32']!]).toEqual(rows.flatMap((row) => [...row]));
});

test('best tokens come in order, of equal ones the lower id first, and none are a possible number', async () => {
  const row = logits(6, 1, 300);
  row[20] = 50;
  row[10] = 50;
  row[30] = 40;
  const found = await answer([row], [], { answers: ['bestTokens'], best: 3 });
  expect([...found['best_logits_2']!]).toEqual([10, 20, 30]);
  const expected = [10, 20, 30].map((token) => referenceScore(row, token).logProbability);
  expected.forEach((value, index) => expect(found['best_log_probabilities']![index]).toBeCloseTo(value, 8));
  const none = await answer([row], [], { answers: ['bestTokens'], best: 0 });
  expect(none['best_logits_2']).toHaveLength(0);
});
