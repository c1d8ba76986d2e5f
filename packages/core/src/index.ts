export type { AbortSignalLike } from './abort.ts';
export { attribute, attributeSteps } from './attribute.ts';
export type { AttributeOptions, ExecutionOptions, Limits } from './attribute-options.ts';
export type { Backend, BackendSupports, PredictRequest, Prediction, Query, ScoreRequest, Scores } from './backend.ts';
export { effectPenalty, fitEffect, type EffectFit, type EffectFitRequest, type EffectRow } from './effect.ts';
export { ReagentError, type ReagentErrorCode, type SerializedReagentError } from './errors.ts';
export type { AttributionEvent, FinishedEvent, Interim, StartedEvent, StepEvent, SweptEvent } from './events.ts';
export type { JsonObject, JsonValue } from './json.ts';
export type { MaskedModel, Proposals, ProposeRequest } from './masked-model.ts';
export { presets, type Preset, type PresetLimits, type PresetName } from './presets.ts';
export { randomStream, type Random, type RandomKey, type RandomPurpose } from './random.ts';
export type { PreparedReplacer, PrepareRequest, Replacer, ReplacerReport, ReplaceRequest } from './replacer.ts';
export {
  importanceOf,
  increment,
  initialState,
  drawMask,
  markConverged,
  rationaleByOverlap,
  softmaxOver,
  stateOf,
  topUnits,
  update,
  type Importance,
  type RecursionShape,
  type RecursionState,
  type Update,
} from './recursion.ts';
export {
  primary,
  type AttributionResult,
  type Cost,
  type Effect,
  type EffectFitSummary,
  type EndedBy,
  type Provenance,
  type ResultProbe,
  type ResultTarget,
  type ResultToken,
} from './result.ts';
export type {
  Ask,
  Progress,
  StoppingCriterion,
  StoppingFunction,
  StoppingProbe,
  StoppingState,
  StoppingTarget,
  StopTest,
  StopTestAnswer,
  Verdict,
} from './stopping-criterion.ts';
export { throwIfAborted } from './abort.ts';
export { concatenateRows, repeatRow, row, sliceRows, tokenMatrix, type TokenMatrix } from './token-matrix.ts';
export type { Encoding, TextSpan, Tokenizer } from './tokenizer.ts';
export { candidateTokens, legalSubstitutes } from './candidate-tokens.ts';
export { defineReplacer, type DefineReplacerOptions, type Draw, type DrawSubstitute } from './define-replacer.ts';
export {
  drawFromTable,
  proposalTable,
  type ProposalTable,
  type ProposalTableOptions,
  type WeightedTokens,
} from './proposal-table.ts';
export {
  fromProposals,
  type FromProposalsOptions,
  type Propose,
  type ProposalsRequest,
  type Slot,
} from './proposals-replacer.ts';
export { chosenPositions, replacedRows, type Substitute } from './replaced-rows.ts';
export { unitPositions } from './unit-positions.ts';
