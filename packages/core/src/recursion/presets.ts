import type { Difference } from './difference.ts';
import type { JsonObject } from '../interfaces/json.ts';

/** The settings of a run, by name; each option of a run may override its own. */
export interface Preset {
  readonly name: string;
  /** Independent recursions. */
  readonly probes: number;
  /** Probability that a unit is replaced in a step. */
  readonly replacingRatio: number;
  /** What the recursion takes for the change of the prediction. */
  readonly difference: Difference;
  /** Begin by replacing every unit alone, once. */
  readonly sweep: boolean;
  /** Draw a mask that replaces nothing, or everything, again. */
  readonly redrawTrivialMasks: boolean;
  /** Special tokens are never replaced: no column of the fit, outside the softmax, never in a rationale. */
  readonly protectSpecialTokens: boolean;
  /** A difference is kept within ± (1 − this) before its logit is taken. */
  readonly clamp: number;
  /** The criterion by its name and options; `criterionOf(preset)` of `@reagent/stopping` makes it. */
  readonly stopping: { readonly id: string; readonly options: JsonObject };
  /** A unit is in the rationale if it is among the top units of at least so many probes (stop tests only). */
  readonly rationaleOverlap: number;
  readonly limits: PresetLimits;
}

export interface PresetLimits {
  /** Most steps of a probe; null: none. */
  readonly steps: number | null;
  /** Most evaluations: the larger of `least` and `perToken` times the context's tokens; null: none. */
  readonly evaluations: { readonly least: number; readonly perToken: number } | null;
}

/** Largest |Δ| is 1 − 1e-6: a difference that rounds to 1 would make the logits infinite. */
const safeClamp = 1e-6;

/** Ours. Chosen in a study on an earlier tiny pair; docs/evaluation.md has it on this one, repeated by `npm run study`. */
const defaultPreset: Preset = {
  name: 'default',
  probes: 8, // as in the study; the rows of all probes go into one fit
  replacingRatio: 0.3, // study: the best single ratio beside a sweep, also for redundant causes
  difference: 'probability', // as the reference code; the study tried no distance
  sweep: true, // study: every unit alone first finds the strongest causes; a partial sweep was worse than none
  redrawTrivialMasks: false, // drawing again turns .3 into .4 at five tokens and never ends at one
  protectSpecialTokens: true, // replacing a start token says nothing about the text
  clamp: safeClamp,
  stopping: { id: 'effectSeparated', options: { n: [1, 2, 3] } },
  rationaleOverlap: 0, // the criterion declares the rationale
  limits: { steps: null, evaluations: { least: 200, perToken: 3 } }, // study: three rows a token fix the fit
};

/** The paper: Zhao and Shan, arXiv 2402.00794. Its replacer is a masked language model (RoBERTa). */
const paper: Preset = {
  name: 'paper',
  probes: 5, // not stated in what we could read of the paper; the reference code's README recipe has 5
  replacingRatio: 0.3, // section 4: 30 % of the tokens
  // The abstract speaks of the distribution over the vocabulary and names no distance; the authors' code has the target alone.
  difference: 'probability',
  sweep: false,
  redrawTrivialMasks: false,
  protectSpecialTokens: false,
  clamp: safeClamp,
  stopping: { id: 'targetInTopK', options: { k: 3, keepRatio: 0.3 } }, // top 3 with 70 % replaced
  rationaleOverlap: 2, // as the reference code
  limits: { steps: 3000, evaluations: null }, // the body names 1000 and 3000, the appendix 5000
};

/**
 * The reference code, github casszhao/ReAGent: README recipe `top3_replace0.1_max5000_batch5.json`; its replacer is that of
 * `@reagent/replacer-part-of-speech`.
 */
const referenceCode: Preset = {
  name: 'referenceCode',
  probes: 5, // rationalizer.aggregation.batch_size
  replacingRatio: 0.1, // replacing.optimization.replacing_ratio
  difference: 'probability', // its one importance evaluator, delta_probability
  sweep: false,
  redrawTrivialMasks: false, // Bernoulli masks as drawn, empty and full ones included
  protectSpecialTokens: false, // every position is eligible
  clamp: safeClamp, // the code has none and ends in NaN
  stopping: { id: 'targetInTopK', options: { k: 3, keepTopN: 8 } }, // stopping_condition.top_k.tolerance, rational.size
  rationaleOverlap: 2, // aggregation.overlap_threshold
  limits: { steps: 5000, evaluations: null }, // max_steps
};

/** inseq 0.7.1, `reagent` with its defaults; its replacer is that of `@reagent/replacer-part-of-speech`. */
const inseq: Preset = {
  name: 'inseq',
  probes: 16, // num_probes
  replacingRatio: 0.3, // replacing_ratio
  difference: 'probability', // the target's, as the reference code
  sweep: false,
  redrawTrivialMasks: false,
  protectSpecialTokens: false,
  clamp: safeClamp, // inseq has none and ends in NaN
  stopping: { id: 'targetInTopK', options: { k: 3, keepTopN: 5 } }, // stopping_condition_top_k, keep_top_n
  rationaleOverlap: 0, // its overlap threshold of 0 takes every position: no rationale is claimed here
  limits: { steps: 3000, evaluations: null }, // max_probe_steps
};

/** The presets by name. */
export const presets: {
  readonly default: Preset;
  readonly paper: Preset;
  readonly referenceCode: Preset;
  readonly inseq: Preset;
} = { default: defaultPreset, paper, referenceCode, inseq };

export type PresetName = keyof typeof presets;
