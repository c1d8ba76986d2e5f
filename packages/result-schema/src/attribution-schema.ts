import { z } from 'zod';
import { jsonObject } from './json-value.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const text = z.string();

const token = z.object({
  id: count,
  text,
  start: count.describe('UTF-16 offset in text'),
  end: count.describe('UTF-16 offset in text'),
  special: z.boolean(),
  template: z.boolean().default(false).describe('written by the chat template around the messages; never replaced'),
  answer: z.boolean().default(false).describe('an earlier token of the explained answer: context of its later tokens'),
  pinned: z.boolean().describe('never replaced: special, of the chat template, pinned, or without a legal substitute'),
});

const prediction = z.object({
  id: count,
  text,
  probability: share.describe('in the unreplaced context'),
  rank: z.union([count, z.object({ atLeast: count }), z.null()]).describe("0: the model's first choice"),
});

const target = prediction.extend({
  position: count.describe('number of tokens before it; tokens of the context from there on are not its context'),
  span: z.array(prediction).min(2).nullable().default(null).describe('several tokens explained as one; null for one'),
  insteadOf: prediction.nullable().default(null).describe('of a contrast: the token that was not chosen'),
  converged: z.boolean().nullable().default(null).describe('a criterion was met for it; null: not told'),
});

const unit = z.object({
  name: text.nullable().describe('of a named part; null for the others'),
  text: text.describe('what it shows of the text'),
  tokens: z.array(count).min(1).describe('positions, ascending; a token of no unit was never replaced'),
});

const effect = z.object({
  estimate: z.number().describe('log-odds that the target loses when the token is replaced'),
  low: z.number().nullable().describe('95 % interval; null where there are too few evaluations'),
  high: z.number().nullable(),
});

const effectFit = z.object({
  rows: count.describe('evaluations that the effects rest on'),
  bounds: count.default(0).describe('of these, how many tell only an upper bound of the probability'),
  kappa: z.number().describe('how much of an effect the fit lets through; estimates are divided by it'),
  withheld: z.enum(['no-rows', 'few-rows', 'clamped', 'bounds']).nullable().describe('why values are null'),
});

const level = z.object({
  unit: z.enum(['paragraph', 'sentence', 'word']).describe('by whose ends the text was cut'),
  units: z.array(unit).describe('what was replaced as one'),
  importance: z.array(z.array(share)).describe('[target][unit]'),
  effect: z.array(z.array(effect.nullable())).describe('[target][unit]'),
  effectFit: z.array(effectFit).describe('[target]'),
  converged: z.boolean(),
  evaluations: count.describe('of the whole run, at the end of the level'),
});

const pathPoint = z.object({
  step: count.describe('0: before the first'),
  evaluations: count,
  importance: z.array(z.array(share)).describe('[target][token], to four decimals'),
});

const cost = z.object({
  evaluations: count.describe('contexts scored by the model'),
  proposals: count.describe("contexts that the replacer's masked model was asked about, for this run or one before it"),
  clamped: count,
  seconds: z.number().nonnegative(),
});

const replacement = z.object({
  coverage: z.number().min(0).max(1).describe('share of the units that have a legal substitute'),
  fallbacks: count.describe('units for which the replacer took its second-best way'),
});

const provenance = z.object({
  core: text.describe('version'),
  backend: text,
  replacer: text,
  rowIndependence: z.enum(['bitwise', 'tolerance', 'none']),
  backendProvenance: jsonObject,
  replacerProvenance: jsonObject.describe('of its masked model, where it has one'),
  execution: jsonObject.describe('what may differ between equal runs'),
});

/** One result, as `JSON.stringify` writes it. Unknown fields are left out by parsing and allowed by the JSON Schema. */
export const attributionSchema = z.object({
  schema: z.literal('reagent/attribution/1'),
  text,
  tokens: z.array(token),
  units: z.array(unit).exactOptional().describe('what was replaced as one; absent: each token alone'),
  levels: z.array(level).exactOptional().describe('from coarse to fine; absent: there was one'),
  targets: z.array(target).min(1),
  importance: z
    .array(z.array(share))
    .describe('[target][token]; each row sums to 1, or is all 0; a unit’s in equal shares to its tokens'),
  importanceOf: z.enum(['stopped-recursion', 'fixed-length-recursion']),
  importanceSaturated: z.array(z.boolean()).describe('[target]'),
  effect: z.array(z.array(effect.nullable())).describe('[target][token]; each token of a unit has that of its unit'),
  effectFit: z.array(effectFit).describe('[target]'),
  rationale: z.array(z.array(count)).describe('[target] token positions, ascending'),
  path: z.array(pathPoint).exactOptional().describe('the importance after steps; absent: not kept'),
  converged: z.boolean(),
  probes: z.array(z.object({ converged: z.boolean(), steps: count })),
  endedBy: z.enum(['converged', 'steps', 'evaluations', 'seconds', 'aborted', 'nothing-to-replace']),
  cost,
  replacement,
  settings: jsonObject,
  provenance,
});
