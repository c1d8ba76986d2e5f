import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import type { ModelDescription } from '@reagent/onnx-graph';
import { editGraph, type NotEdited } from '@reagent/onnx-model/worker';
import type { WorkerStart } from '../protocol.ts';
import { keptGraph, keepGraph } from './graph-cache.ts';
import type { GraphSource } from './open-session.ts';

export interface EditedGraph {
  readonly edited: true;
  readonly source: GraphSource;
  readonly description: ModelDescription;
}

/** The graph with the edit, from the cache where it is there. Throws `MODEL_INVALID` for a file that is no ONNX model. */
export async function editedGraph(start: WorkerStart, sha256: string): Promise<EditedGraph | NotEdited> {
  const kept = start.editing === null ? null : await keptGraph(start, sha256);
  if (kept !== null) return { edited: true, source: { file: kept.file }, description: kept.description };
  const { folder, locations } = await weightsOf(start);
  const edit = editGraph(await readFile(start.graph), start, { externalLocations: locations });
  if (!edit.edited) return edit;
  const file = await keepGraph(start, sha256, edit);
  const source = file === null ? { bytes: edit.bytes, weightsFolder: folder } : { file };
  return { edited: true, description: edit.description, source };
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
