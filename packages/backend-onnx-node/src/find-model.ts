import type { JsonObject } from '@reagent/core';
import { atCommit } from '@reagent/onnx-model';
import { fetchModel } from './hub/fetch-model.ts';
import { hubAccess, type HubOptions } from './hub/hub-options.ts';
import { locateModel } from './hub/model-source.ts';
import type { CheckedOptions } from './options.ts';

/** A model's folder on this machine, and where it came from. */
export interface FoundModel {
  readonly folder: string;
  /** Undefined: the folder's own. */
  readonly name: string | undefined;
  /** For the provenance. */
  readonly origin: JsonObject;
}

/** Where the model is, downloaded first where it is a repository that the cache does not have. */
export async function findModel({ model, dtype }: CheckedOptions, options: HubOptions): Promise<FoundModel> {
  const source = await locateModel(model, options.revision);
  if (source.kind === 'folder') return { folder: source.folder, name: undefined, origin: {} };
  const { repository, revision } = source;
  const { folder, commit } = await fetchModel({ repository, revision, dtype }, hubAccess(options), options);
  return { folder, ...atCommit(repository, revision, commit) };
}
