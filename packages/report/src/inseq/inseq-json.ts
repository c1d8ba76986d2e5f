import type { AttributionResult, JsonObject, JsonValue, ResultTarget } from '@reagent/core';
import type { Quantity } from '../view/quantity.ts';
import { visibleToken } from '../visible-token.ts';
import { answersOf } from '../answers.ts';
import { base64Tensor } from './safetensors.ts';

/**
 * A result as JSON that `inseq.FeatureAttributionOutput.load` reads (0.7.1), as the output of a decoder-only model:
 * rows are all tokens up to the last target, columns the targets, float32; NaN where there is no number. Targets that
 * do not follow each other are sequences of their own. inseq shows the tokens as HTML, so they are shown as signs here
 * too where a character cannot be seen.
 * @param show which of the two numbers are the attributions; inseq's own ReAGent gives importance
 */
export function renderInseq(result: AttributionResult, show: Quantity = 'importance'): string {
  const output = instance('inseq.data.attribution', 'FeatureAttributionOutput', {
    info: infoOf(result),
    sequence_attributions: answersOf(result.targets).map((answer) => sequenceOf(result, answer, show)),
    step_attributions: null,
  });
  return `${JSON.stringify(output)}\n`;
}

function instance(module: string, name: string, attributes: JsonObject): JsonObject {
  return { __instance_type__: [module, name], attributes };
}

function sequenceOf(result: AttributionResult, answer: readonly number[], show: Quantity): JsonValue {
  const targets = answer.map((index) => result.targets[index] as ResultTarget);
  const first = targets[0]?.position ?? 0;
  const context = result.tokens.slice(0, first);
  const sequence = [...context, ...targets].map(({ text, id }) =>
    instance('inseq.utils.typing', 'TokenWithId', { token: visibleToken(text), id }),
  );
  const scores = sequence.flatMap((_, row) =>
    answer.map((target, column) => (row < first + column ? scoreOf(result, target, row, show) : Number.NaN)),
  );
  const probabilities = targets.map(({ probability }) => probability);
  return instance('inseq.data.attribution', 'CoarseFeatureAttributionSequenceOutput', {
    source: sequence.slice(0, first),
    target: sequence,
    source_attributions: null,
    target_attributions: base64Tensor('attribution', scores, [sequence.length, answer.length]),
    step_scores: { probability: base64Tensor('attribution', probabilities, [answer.length]) },
    sequence_scores: {},
    attr_pos_start: first,
    attr_pos_end: sequence.length,
    // What the class sets where it is made anew; loading does not make it anew.
    _aggregator: [],
    _dict_aggregate_fn: {
      source_attributions: { spans: 'absmax' },
      target_attributions: { spans: 'absmax' },
      step_scores: { spans: { probability: 'prod' } },
    },
    _attribution_dim_names: {
      source_attributions: { '0': 'Input Tokens', '1': 'Generated Tokens' },
      target_attributions: { '0': 'Input Tokens', '1': 'Generated Tokens' },
    },
    _num_dimensions: 0,
  });
}

function scoreOf(result: AttributionResult, target: number, token: number, show: Quantity): number {
  const score = show === 'effect' ? result.effect[target]?.[token]?.estimate : result.importance[target]?.[token];
  return score ?? Number.NaN;
}

function infoOf(result: AttributionResult): JsonObject {
  const text = visibleToken(result.text);
  const answers = answersOf(result.targets);
  const generated = answers.map((answer) =>
    answer.map((index) => visibleToken(result.targets[index]?.text ?? '')).join(''),
  );
  return {
    attribution_method: 'reagent',
    constrained_decoding: true,
    attribute_target: false,
    model_name: visibleToken(result.provenance.backend),
    step_scores: ['probability'],
    input_texts: generated.map(() => text),
    generated_texts: generated.map((answer) => text + answer),
  };
}
