import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ReagentError } from '@reagent/core';
import { checkRevision, isRepositoryName } from '@reagent/onnx-model';

/** Where a model is. */
export type ModelSource =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'repository'; readonly repository: string; readonly revision: string };

/**
 * A folder that exists is a folder; so is a `URL`, and whatever does not look like `owner/name`. What is left is a
 * repository. `./owner/name` is always a folder, and giving a `revision` insists on a repository.
 * Throws `INVALID_OPTION`.
 */
export async function locateModel(model: string | URL, revision: string | undefined): Promise<ModelSource> {
  if (revision !== undefined) checkRevision(revision);
  const path = model instanceof URL ? fileURLToPath(model) : model;
  const isRepository = !(model instanceof URL) && isRepositoryName(model);
  if (isRepository && !(await isFolder(path)))
    return { kind: 'repository', repository: path, revision: revision ?? 'main' };
  if (revision === undefined) return { kind: 'folder', folder: path };
  throw new ReagentError(
    'INVALID_OPTION',
    `revision is for repositories of the Hub (owner/name), and ${path} is a folder`,
  );
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
