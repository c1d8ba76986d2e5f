export { answerTask, buffersOf } from './answer-task.ts';
export { compareWithCpu, differenceFromCpu, otherNumbers } from './compare-with-cpu.ts';
export { editGraph, type EditedBytes, type NotEdited } from './edited/edit-graph.ts';
export { openEditedModel } from './edited/edited-model.ts';
export { Failure, messageOf, serialise } from './failure.ts';
export type { GraphSession, PlainTensor, SessionInput, TensorData } from './graph-session.ts';
export { selfCheck } from './self-check.ts';
export type { ThreadModel } from './thread-model.ts';
export { openWholeModel } from './whole/whole-model.ts';
