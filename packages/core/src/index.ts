export type { AbortSignalLike } from './interfaces/abort.ts';
export { defineBackend, type DefineBackendOptions, type LogitsAfter } from './backends/define-backend.ts';
export {
  checkContexts,
  checkCount,
  checkScoreRequest,
  type RequestLimits,
  type RowLimits,
} from './backends/check-request.ts';
export { asCriterion } from './driver/as-criterion.ts';
export { attribute, attributeSteps } from './driver/attribute.ts';
export { traceLine } from './driver/trace-line.ts';
export { estimate } from './driver/estimate.ts';
export { oneToken } from './driver/one-token.ts';
export type { AttributeOptions, ExecutionOptions, Limits } from './interfaces/attribute-options.ts';
export type {
  Backend,
  BackendSupports,
  LocalBackend,
  PredictRequest,
  Prediction,
  Query,
  ScoreRequest,
  Scores,
} from './interfaces/backend.ts';
export {
  differences,
  distances,
  type Difference,
  type Distance,
  type MeasureDistance,
} from './recursion/difference.ts';
export { fitEffect, type EffectFitRequest } from './recursion/effect.ts';
export { effectPenalty, type EffectFit, type EffectSubject } from './recursion/effect-fit.ts';
export type { EffectRow } from './recursion/effect-rows.ts';
export { ReagentError, type ReagentErrorCode, type SerializedReagentError } from './interfaces/errors.ts';
export type {
  AttributionEvent,
  FinishedEvent,
  Interim,
  LevelEvent,
  StartedEvent,
  StepEvent,
  SweptEvent,
} from './interfaces/events.ts';
export type { Journal } from './interfaces/journal.ts';
export type { Estimate } from './interfaces/estimate.ts';
export type { EvaluatedContext, EvaluatedScore } from './interfaces/evaluated.ts';
export { readExactJson, writeExactJson } from './journal/exact-json.ts';
export type { JsonObject, JsonValue } from './interfaces/json.ts';
export type { MaskedModel, Proposals, ProposeRequest } from './interfaces/masked-model.ts';
export { presets, type Preset, type PresetLimits, type PresetName } from './recursion/presets.ts';
export { randomStream, type Random, type RandomKey, type RandomPurpose } from './recursion/random.ts';
export type {
  PreparedReplacer,
  PrepareRequest,
  Replacer,
  ReplacerReport,
  ReplaceRequest,
} from './interfaces/replacer.ts';
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
} from './recursion/recursion.ts';
export {
  primary,
  type AttributionResult,
  type Cost,
  type Effect,
  type EffectFitSummary,
  type EndedBy,
  type PathPoint,
  type Provenance,
  type Rank,
  type Replacement,
  type ResultLevel,
  type ResultPrediction,
  type ResultProbe,
  type ResultTarget,
  type ResultToken,
  type ResultUnit,
} from './interfaces/result.ts';
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
} from './interfaces/stopping-criterion.ts';
export type { NamedPart, TextPart, Unit, UnitName } from './interfaces/unit.ts';
export { throwIfAborted, untilAborted } from './interfaces/abort.ts';
export {
  concatenateRows,
  repeatRow,
  row,
  sliceRows,
  tokenMatrix,
  type TokenMatrix,
} from './interfaces/token-matrix.ts';
export type {
  ChatEncoding,
  ChatMessage,
  EncodeOptions,
  Encoding,
  LocalTokenizer,
  TextSpan,
  Tokenizer,
} from './interfaces/tokenizer.ts';
export { candidateTokens, legalSubstitutes } from './replacers/candidate-tokens.ts';
export {
  defineReplacer,
  type DefineReplacerOptions,
  type Draw,
  type DrawSubstitute,
} from './replacers/define-replacer.ts';
export { keepTables, type KeepTablesOptions, type KeptTables, type PositionTables } from './replacers/kept-tables.ts';
export {
  drawFromTable,
  proposalTable,
  type ProposalTable,
  type ProposalTableOptions,
  type WeightedTokens,
} from './replacers/proposal-table.ts';
export {
  fromProposals,
  type FromProposalsOptions,
  type Propose,
  type ProposalsRequest,
  type Slot,
} from './replacers/proposals-replacer.ts';
export { chosenPositions, replacedRows, type Substitute } from './replacers/replaced-rows.ts';
export { unitPositions } from './replacers/unit-positions.ts';
export { regroup, sumOfEffects, unitGroups, type UnitGroup } from './units/regroup.ts';
