import { createRequire } from 'node:module';
import type { JsonObject, Tokenizer } from '@reagent/core';
import { createTokenizer } from '@reagent/tokenizer';
import { contextLength } from './context-length.ts';
import { startEngine, type Engine } from './engine.ts';
import { openModelFolder, type ModelFolder } from './model-folder.ts';
import { checkOptions, type OnnxNodeBackendOptions } from './options.ts';

/** What a backend and a masked model have in common. */
export interface LoadedModel {
  readonly id: string;
  readonly folder: ModelFolder;
  readonly tokenizer: Tokenizer;
  readonly maxContext: number;
  readonly engine: Engine;
  readonly provenance: JsonObject;
}

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

export async function loadModel(options: OnnxNodeBackendOptions): Promise<LoadedModel> {
  const checked = checkOptions(options);
  const { threads, specialTokensInText } = checked;
  const folder = await openModelFolder(checked.folder, checked.dtype);
  const maxContext = contextLength(folder.config, folder.tokenizerConfig);
  const { graph, graphName, externalData, config } = folder;
  const { batchSize } = checked;
  const engine = await startEngine({ graph, graphName, externalData, config, threads, maxContext, batchSize });
  try {
    const { vocabularySize, sha256, engine: engineName, selfCheck } = engine.facts;
    const tokenizer = createTokenizer({
      tokenizerJson: folder.tokenizerJson,
      tokenizerConfig: folder.tokenizerConfig,
      vocabularySize,
      ...(folder.chatTemplate === undefined ? {} : { chatTemplate: folder.chatTemplate }),
      ...(specialTokensInText === undefined ? {} : { specialTokensInText }),
    });
    const dtype = checked.dtype as string;
    return {
      id: `${checked.name ?? folder.name}:${dtype}:${sha256.slice(0, 12)}`,
      folder,
      tokenizer,
      maxContext,
      engine,
      provenance: {
        package: `@reagent/backend-onnx-node ${version}`,
        engine: engineName,
        device: 'cpu',
        dtype,
        file: graphName,
        sha256,
        rowIndependence: selfCheck.rowIndependence,
        execution: { threads, selfCheck: { ...selfCheck } },
      },
    };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}
