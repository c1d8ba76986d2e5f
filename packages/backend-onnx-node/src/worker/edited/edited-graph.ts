import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import {
  editCausalModel,
  editMaskedModel,
  rowCoupling,
  type Answer,
  type ModelDescription,
  type RowCoupling,
} from '@reagent/onnx-graph';
import type { WorkerStart } from '../../protocol.ts';
import { Failure, messageOf } from '../failure.ts';
import type { GraphSource } from '../open-session.ts';
import { keptGraph, keepGraph } from './graph-cache.ts';

export interface EditedGraph {
  readonly edited: true;
  readonly source: GraphSource;
  readonly description: ModelDescription;
}

export interface NotEdited {
  readonly edited: false;
  readonly reason: string;
  readonly coupledBy: RowCoupling;
}

/** A masked model is only asked for its best tokens; its distributions serve the self-check. */
const answers: Readonly<Record<WorkerStart['kind'], readonly Answer[]>> = {
  causal: ['logProbabilities', 'logOdds', 'ranks', 'bestTokens', 'distributions'],
  masked: ['bestTokens', 'distributions'],
};

/** The graph with the edit, from the cache where it is there. Throws `MODEL_INVALID` for a file that is no ONNX model. */
export async function editedGraph(start: WorkerStart, sha256: string): Promise<EditedGraph | NotEdited> {
  const kept = start.editing === null ? null : await keptGraph(start, sha256);
  if (kept !== null) return { edited: true, source: { file: kept.file }, description: kept.description };
  const bytes = await readFile(start.graph);
  try {
    if (start.editing === null) {
      return { edited: false, reason: 'it was asked for as exported', coupledBy: rowCoupling(bytes) };
    }
    const { folder, locations } = await weightsOf(start);
    const editModel = start.kind === 'causal' ? editCausalModel : editMaskedModel;
    const edit = editModel(bytes, { ...start.editing, answers: answers[start.kind], externalLocations: locations });
    if (!edit.edited) return { edited: false, reason: edit.reason, coupledBy: rowCoupling(bytes) };
    const { description } = edit;
    const file = await keepGraph(start, sha256, edit);
    return {
      edited: true,
      description,
      source: file === null ? { bytes: edit.bytes, weightsFolder: folder } : { file },
    };
  } catch (cause) {
    throw new Failure('MODEL_INVALID', `${start.graphName} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}

/**
 * ONNX Runtime refuses weights outside the folder that it is told, and looks where links lead: in the cache of Python's
 * huggingface_hub they lead to another folder and other names.
 */
async function weightsOf({
  graph,
  externalData,
}: WorkerStart): Promise<{ readonly folder: string; readonly locations: Readonly<Record<string, string>> }> {
  const files = await Promise.all(externalData.map((file) => realpath(file)));
  const folder = commonFolder(files) ?? dirname(graph);
  const named = externalData.map((file, index) => {
    const path = relative(folder, files[index] as string)
      .split(sep)
      .join('/');
    return [basename(file), path] as const;
  });
  return { folder, locations: Object.fromEntries(named.filter(([name, path]) => name !== path)) };
}

function commonFolder(files: readonly string[]): string | undefined {
  let [folder] = files.map((file) => dirname(file));
  while (folder !== undefined && !files.every((file) => file.startsWith(folder + sep))) folder = dirname(folder);
  return folder;
}
