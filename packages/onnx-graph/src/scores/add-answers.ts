import type { Answer } from '../edit-options.ts';
import type { AnswerOutputs, AskInputs } from '../edited-model.ts';
import { valueInfo } from '../format/value-info.ts';
import type { ElementTypeName } from '../format/element-type.ts';
import type { ValueInfo } from '../format/onnx_pb.ts';
import type { Graph } from '../graph/graph.ts';
import { createFormula } from './formula.ts';
import { bestTokens, distributions } from './row-scores.ts';
import { rowSums, type Precision } from './row-sums.ts';
import { askedLogits, logOdds, logProbabilities, ranks } from './token-scores.ts';

export interface AnswersRequest {
  readonly answers: ReadonlySet<Answer>;
  readonly precision: Precision;
  /** [asked row][token] */
  readonly logits: string;
  readonly rows: string;
}

type Asks = Omit<AskInputs, 'embeddingMask'>;
type Scores = Omit<AnswerOutputs, 'attentions'>;

export interface AnsweringGraph {
  readonly graph: Graph;
  readonly asks: Asks;
  readonly answers: Scores;
}

/** Adds what is computed of the asked rows' logits, with its inputs, and makes it the graph's only output. */
export function addAnswers(graph: Graph, request: AnswersRequest): AnsweringGraph {
  const { precision, logits } = request;
  const wanted = (answer: Answer): boolean => request.answers.has(answer);
  const aboutTokens = wanted('logProbabilities') || wanted('logOdds') || wanted('ranks');
  const asks: Asks = {
    rows: request.rows,
    tokens: aboutTokens ? 'reagent/tokens' : null,
    bestCount: wanted('bestTokens') ? 'reagent/best_count' : null,
    distributionRows: wanted('distributions') ? 'reagent/distribution_rows' : null,
  };
  const formula = createFormula(graph.opset);
  const row = rowSums(formula, logits, precision);
  const tokens = asks.tokens ?? '';
  const asked = aboutTokens ? askedLogits(formula, row, tokens) : '';
  const logP = aboutTokens ? logProbabilities(formula, row, asked) : '';
  const best = asks.bestCount === null ? null : bestTokens(formula, row, asks.bestCount);
  const answers: Scores = {
    logProbabilities: wanted('logProbabilities') ? logP : null,
    logOdds: wanted('logOdds') ? logOdds(formula, row, logP, tokens) : null,
    ranks: wanted('ranks') ? ranks(formula, row, asked) : null,
    bestIds: best?.ids ?? null,
    bestLogProbabilities: best?.logProbabilities ?? null,
    distributions: asks.distributionRows === null ? null : distributions(formula, row, asks.distributionRows),
    logits: wanted('logits') ? row.logits : null,
  };
  return {
    asks,
    answers,
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...formula.nodes],
      initializers: new Map([...graph.initializers, ...formula.constants]),
      inputs: [...graph.inputs, ...inputsOf(asks)],
      outputs: outputsOf(answers, request),
    },
  };
}

function inputsOf({ rows, tokens, bestCount, distributionRows }: Asks): readonly ValueInfo[] {
  return [
    valueInfo(rows, 'int64', ['asked_rows', 2]),
    ...(tokens === null ? [] : [valueInfo(tokens, 'int64', ['asked_rows', 'asked_tokens'])]),
    ...(bestCount === null ? [] : [valueInfo(bestCount, 'int64', [1])]),
    ...(distributionRows === null ? [] : [valueInfo(distributionRows, 'int64', ['distribution_rows'])]),
  ];
}

function outputsOf(answers: Scores, { precision }: AnswersRequest): readonly ValueInfo[] {
  const asked = ['asked_rows', 'asked_tokens'];
  const best = ['asked_rows', 'best_tokens'];
  const all: readonly (readonly [string | null, ElementTypeName, readonly string[]])[] = [
    [answers.logProbabilities, precision, asked],
    [answers.logOdds, precision, asked],
    [answers.ranks, 'int32', asked],
    [answers.bestIds, 'int64', best],
    [answers.bestLogProbabilities, precision, best],
    [answers.distributions, precision, ['distribution_rows', 'vocabulary']],
    [answers.logits, 'float32', ['asked_rows', 'vocabulary']],
  ];
  return all.flatMap(([name, type, sizes]) => (name === null ? [] : [valueInfo(name, type, sizes)]));
}
