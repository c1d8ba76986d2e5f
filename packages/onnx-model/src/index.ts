export { backendOf } from './backend-of.ts';
export { chooseGraph, graphFolders, graphNames, type GraphFiles } from './choose-graph.ts';
export { contextLength } from './context-length.ts';
export { dtypes, type Dtype } from './dtype.ts';
export { followSignal } from './hub/abort-signal.ts';
export { tokenFor } from './hub/access-token.ts';
export { currentListing } from './hub/current-listing.ts';
export type { HubServer } from './hub/hub-server.ts';
export { isCommit, isHash, type ListedFile, type Listing } from './hub/listing.ts';
export { persist } from './hub/persist.ts';
export { atCommit, checkRevision, fileAddress, hubAddress, isRepositoryName } from './hub/repository.ts';
export { ask, reason, Transient } from './hub/request.ts';
export { describeModel, disposedError, type LoadedModel, type TaskRunner } from './loaded-model.ts';
export { maskedModelOf } from './masked-model-of.ts';
export {
  checkModelOptions,
  invalidOption,
  wholeNumber,
  type CheckedModelOptions,
  type OnnxAbility,
  type OnnxBackendOptions,
  type OnnxModelOptions,
} from './model-options.ts';
export { readModelTexts, smallFiles, type ModelTexts } from './model-texts.ts';
export type { GraphFacts, ModelFacts, ModelStart, SelfCheck, Task, TaskAnswer } from './protocol.ts';
