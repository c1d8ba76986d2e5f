import { ReagentError } from '@reagent/core';
import { chooseGraph, type Dtype } from '@reagent/onnx-model';
import { baseName, reader, type ModelFiles } from './model-files.ts';

/**
 * Files that the user gave: a picked folder's, or handles by path. Nothing of them is stored or leaves the page.
 * Throws `MODEL_NOT_FOUND`, `INVALID_OPTION`.
 */
export function givenFiles(given: Iterable<File> | ReadonlyMap<string, Blob>, dtype: Dtype | undefined): ModelFiles {
  const { folder, files } =
    given instanceof Map ? { folder: 'model', files: given } : pickedFolder(given as Iterable<File>);
  const place = 'the given files';
  const { graph, externalData } = chooseGraph(place, [...files.keys()], dtype);
  return {
    place,
    name: folder,
    origin: {},
    graphName: graph,
    graph: files.get(graph) as Blob,
    externalData: externalData.map((path) => ({ name: baseName(path), data: files.get(path) as Blob })),
    read: reader(files),
  };
}

function pickedFolder(given: Iterable<File>): { readonly folder: string; readonly files: ReadonlyMap<string, Blob> } {
  const files = new Map<string, Blob>();
  let folder = 'model';
  for (const file of given) {
    if (!(file instanceof File))
      throw new ReagentError('INVALID_OPTION', 'model must be an address, owner/name or files');
    // A picked folder's files have its name before their paths.
    const [first = '', ...rest] = file.webkitRelativePath.split('/');
    if (rest.length > 0) folder = first;
    files.set(rest.length > 0 ? rest.join('/') : file.name, file);
  }
  return { folder, files };
}
