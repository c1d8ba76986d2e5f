import { ReagentError } from '@reagent/core';
import { checkRevision, followSignal, invalidOption, isRepositoryName, type Dtype } from '@reagent/onnx-model';
import type { WebGpuModelOptions } from '../options.ts';
import { bringFiles } from './bring.ts';
import type { FileSource } from './file-source.ts';
import { givenFiles } from './given-files.ts';
import { hubSource } from './hub-source.ts';
import type { ModelFiles } from './model-files.ts';
import { urlSource } from './url-source.ts';

/** The model's files, downloaded first where they are neither given nor stored. */
export async function findFiles(options: WebGpuModelOptions, dtype: Dtype | undefined): Promise<ModelFiles> {
  const { model, store = true, progress } = options;
  for (const option of ['revision', 'accessToken'] as const) {
    if (options[option] === undefined || typeof model === 'string') continue;
    throw new ReagentError('INVALID_OPTION', `${option} is for repositories of the Hub (owner/name)`);
  }
  if (typeof model === 'object' && model !== null && !(model instanceof URL)) return givenFiles(model, dtype);
  const { signal, release } = followSignal(options.signal);
  try {
    signal.throwIfAborted();
    return await bringFiles(await sourceOf(options, signal), dtype, { store, progress, signal });
  } finally {
    release();
  }
}

async function sourceOf(options: WebGpuModelOptions, signal: AbortSignal): Promise<FileSource> {
  const { model, revision = 'main', hubUrl = 'https://huggingface.co', store = true, accessToken } = options;
  if (model instanceof URL) return urlSource(model);
  if (typeof model !== 'string' || !isRepositoryName(model)) {
    throw invalidOption('model', 'a URL, owner/name of the Hub or files', model);
  }
  checkRevision(revision);
  return hubSource({ repository: model, revision, hubUrl, store, accessToken }, signal);
}
