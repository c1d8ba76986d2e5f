import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ReagentError } from '@reagent/core';
import { chooseGraph, graphFolders, readModelTexts, type Dtype, type ModelTexts } from '@reagent/onnx-model';
import { isFolder } from './hub/model-source.ts';

/** The files of a model. */
export interface ModelFolder {
  /** The folder's own name. */
  readonly name: string;
  readonly texts: ModelTexts;
  /** Absolute path of the graph, and its path in the folder for messages and provenance. */
  readonly graph: string;
  readonly graphName: string;
  /** Absolute paths of files beside the graph that hold its weights. */
  readonly externalData: readonly string[];
}

/** Throws `MODEL_NOT_FOUND` for a folder or file that is not there, `MODEL_INVALID` for one that cannot be read. */
export async function openModelFolder(folder: string, dtype: Dtype | undefined): Promise<ModelFolder> {
  const root = resolve(folder);
  if (!(await isFolder(root))) throw new ReagentError('MODEL_NOT_FOUND', `there is no model folder at ${folder}`);
  const found = chooseGraph(folder, await filesIn(root), dtype);
  return {
    name: basename(root),
    texts: await readModelTexts(root, (path) => readFile(join(root, path), 'utf8')),
    graph: join(root, found.graph),
    graphName: found.graph,
    externalData: found.externalData.map((file) => join(root, file)),
  };
}

async function filesIn(root: string): Promise<string[]> {
  const listed = graphFolders.map(async (folder) => {
    const names = await readdir(join(root, folder)).catch((): string[] => []);
    return names.map((name) => (folder === '' ? name : `${folder}/${name}`));
  });
  return (await Promise.all(listed)).flat();
}
