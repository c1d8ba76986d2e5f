import {
  editCausalModel,
  editMaskedModel,
  rowCoupling,
  type Answer,
  type EditOptions,
  type ModelDescription,
  type RowCoupling,
} from '@reagent/onnx-graph';
import type { ModelStart } from '../../protocol.ts';
import { Failure, messageOf } from '../failure.ts';

export interface EditedBytes {
  readonly edited: true;
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
}

export interface NotEdited {
  readonly edited: false;
  readonly reason: string;
  readonly coupledBy: RowCoupling;
}

/** A masked model is only asked for its best tokens; its distributions serve the self-check. */
const answers: Readonly<Record<ModelStart['kind'], readonly Answer[]>> = {
  causal: ['logProbabilities', 'logOdds', 'ranks', 'bestTokens', 'distributions'],
  masked: ['bestTokens', 'distributions'],
};

/**
 * Edits a graph where it is to be edited and can be. `engine`: what the engine that will run it wants.
 * Throws `MODEL_INVALID` for bytes that are no ONNX model.
 */
export function editGraph(
  bytes: Uint8Array,
  { kind, editing, graphName }: Pick<ModelStart, 'kind' | 'editing' | 'graphName'>,
  engine: Pick<EditOptions, 'externalLocations' | 'precision'> = {},
): EditedBytes | NotEdited {
  try {
    if (editing === null) {
      return { edited: false, reason: 'it was asked for as exported', coupledBy: rowCoupling(bytes) };
    }
    const editModel = kind === 'causal' ? editCausalModel : editMaskedModel;
    const edit = editModel(bytes, { ...editing, answers: answers[kind], ...engine });
    return edit.edited ? edit : { edited: false, reason: edit.reason, coupledBy: rowCoupling(bytes) };
  } catch (cause) {
    throw new Failure('MODEL_INVALID', `${graphName} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}
