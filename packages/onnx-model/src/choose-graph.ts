import { ReagentError } from '@reagent/core';
import { dtypes, dtypeSuffix, type Dtype } from './dtype.ts';

/** A graph's file and those that hold its weights, as paths in the folder or repository. */
export interface GraphFiles {
  readonly graph: string;
  readonly externalData: readonly string[];
}

/** Where graphs are looked for, the usual place first. */
export const graphFolders: readonly string[] = ['onnx', ''];
/** Base names in the order in which they are looked for: new exports first. */
const baseNames = ['model', 'decoder_model_merged', 'decoder_model'];

/**
 * Picks the graph of a dtype among the files of a folder or repository.
 * Throws `MODEL_NOT_FOUND` with the dtypes that there are, `INVALID_OPTION` where no dtype is given.
 *
 * @param place what the folder or repository is called in messages
 * @param files paths in it, with `/`
 */
export function chooseGraph(place: string, files: readonly string[], dtype: Dtype | undefined): GraphFiles {
  const graphs = findGraphs(files);
  const found = dtype === undefined ? undefined : graphs.get(dtype);
  if (found === undefined) throw missingGraph(place, dtype, [...graphs.keys()]);
  return found;
}

/** Where a dtype's graph may lie, the usual place first. */
export function graphNames(dtype: Dtype): readonly string[] {
  return graphFolders.flatMap((folder) =>
    baseNames.map((base) => `${folder === '' ? '' : `${folder}/`}${base}${dtypeSuffix(dtype)}.onnx`),
  );
}

function findGraphs(files: readonly string[]): Map<Dtype, GraphFiles> {
  const there = new Set(files);
  const found = new Map<Dtype, GraphFiles>();
  for (const dtype of dtypes) {
    const graph = graphNames(dtype).find((name) => there.has(name));
    if (graph !== undefined) found.set(dtype, { graph, externalData: dataOf(graph, files) });
  }
  return found;
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`, … beside the graph. */
function dataOf(graph: string, files: readonly string[]): readonly string[] {
  return files.filter((file) => file.startsWith(graph) && /^[_.]data[\w.-]*$/.test(file.slice(graph.length))).sort();
}

function missingGraph(place: string, dtype: Dtype | undefined, there: readonly Dtype[]): ReagentError {
  const offer = there.length > 0 ? `there ${there.length === 1 ? 'is' : 'are'} ${there.join(', ')}` : 'there is none';
  if (dtype === undefined && there.length > 0) {
    return new ReagentError('INVALID_OPTION', `dtype must be given; in ${place} ${offer}`);
  }
  const wanted = dtype === undefined ? '' : ` of dtype ${dtype} (onnx/model${dtypeSuffix(dtype)}.onnx)`;
  return new ReagentError('MODEL_NOT_FOUND', `${place} has no ONNX file${wanted}; ${offer}`);
}
