import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel } from '@reagent/backend-onnx-node';
import type { LocalBackend, MaskedModel } from '@reagent/core';
import { root } from '../set-up/root.mjs';
import { robertaShapedFolder } from './onnx/roberta-shaped.ts';

/** A causal model, and what its masked model is. Plain data, so that it can be sent to another process. */
export interface BenchModel {
  /** `tiny`, or the name of its folder. */
  readonly name: string;
  readonly folder: string;
  /** What proposes its substitutes, in words. */
  readonly masked: string;
  /** The package's own default: 1 for the tiny pair, else as many as the process may use. */
  readonly threads: number;
}

export const tiny = 'tiny';
export const smollm2 = 'SmolLM2-135M-Instruct';

const smollm2Folder = join(root, 'models', smollm2);
const tinyFolder = (name: string): string => join(root, 'packages/tiny/models', name);

/** `tiny`, `smollm2` or a folder; without a choice the tiny model, and SmolLM2 where it is. */
export function chooseModels(choices: readonly string[]): readonly BenchModel[] {
  if (choices.length === 0)
    return existsSync(smollm2Folder) ? [tinyModel(), folderModel(smollm2Folder)] : [tinyModel()];
  return choices.map((choice) => {
    if (choice === 'tiny') return tinyModel();
    return folderModel(choice === 'smollm2' ? smollm2Folder : resolve(choice));
  });
}

function tinyModel(): BenchModel {
  return { name: tiny, folder: tinyFolder('causal-lm'), masked: 'the tiny masked model', threads: 1 };
}

function folderModel(folder: string): BenchModel {
  if (!existsSync(join(folder, 'config.json'))) {
    throw new Error(`there is no model in ${folder}; npm run models:smollm2 makes SmolLM2`);
  }
  return {
    name: basename(folder),
    folder,
    masked: "a masked model of distilroberta's shape (6 layers of width 768, 50,265 tokens) with random weights",
    threads: availableParallelism(),
  };
}

/** The folder of its masked model, which is made first where it has to be. */
export function maskedFolder({ name, folder }: BenchModel): string {
  return name === tiny ? tinyFolder('masked-lm') : robertaShapedFolder(folder, join(root, '.cache/bench'));
}

export interface OpenOptions {
  readonly threads?: number;
  readonly batchSize?: number;
  readonly graph?: 'edited' | 'as-exported';
}

const graphCache = join(root, '.cache/bench/graphs');

export function openBackend({ folder, threads }: BenchModel, options: OpenOptions = {}): Promise<LocalBackend> {
  return createOnnxNodeBackend({ model: folder, dtype: 'fp32', threads, graphCache, ...options });
}

export function openMaskedModel(model: BenchModel): Promise<MaskedModel> {
  return createOnnxNodeMaskedModel({ model: maskedFolder(model), dtype: 'fp32', threads: model.threads, graphCache });
}
