export { askInputs, type Ask, type AskInput } from './ask/ask-inputs.ts';
export { readAnswers, type Answers, type OutputData } from './ask/read-answers.ts';
export { editCausalModel, editMaskedModel, editVersion } from './edit-model.ts';
export type { Answer, EditOptions } from './edit-options.ts';
export type { AnswerOutputs, AskInputs, EditedModel, ModelDescription } from './edited-model.ts';
export type { ElementTypeName } from './format/element-type.ts';
export type { Size, TensorDescription } from './format/value-info.ts';
export type { Precision } from './scores/row-sums.ts';
export type { WeightProduct } from './weight-products.ts';
