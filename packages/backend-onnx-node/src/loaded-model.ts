import { createRequire } from 'node:module';
import { throwIfAborted, type JsonObject, type Tokenizer } from '@reagent/core';
import { createTokenizer } from '@reagent/tokenizer';
import { contextLength } from './context-length.ts';
import type { Device } from './device.ts';
import type { Dtype } from './dtype.ts';
import { startEngine, type Engine } from './engine.ts';
import { findModel } from './find-model.ts';
import { openModelFolder, type ModelFolder } from './model-folder.ts';
import { checkOptions, type OnnxNodeBackendOptions } from './options.ts';
import type { GraphFacts, WorkerStart } from './protocol.ts';

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

export async function loadModel(kind: WorkerStart['kind'], options: OnnxNodeBackendOptions): Promise<LoadedModel> {
  const checked = checkOptions(options);
  const { device, threads, specialTokensInText } = checked;
  const found = await findModel(checked, options);
  throwIfAborted(options.signal);
  const folder = await openModelFolder(found.folder, checked.dtype);
  const maxContext = contextLength(folder.config, folder.tokenizerConfig);
  const { graph, graphName, externalData, config } = folder;
  const { batchSize, editing, graphCache } = checked;
  const engine = await startEngine({
    ...{ graph, graphName, externalData, config },
    ...{ kind, device, dtype: checked.dtype as Dtype, threads, maxContext, batchSize, editing, graphCache },
  });
  try {
    throwIfAborted(options.signal);
    const { vocabularySize, sha256, engine: engineName, selfCheck, graph: graphFacts } = engine.facts;
    const tokenizer = createTokenizer({
      tokenizerJson: folder.tokenizerJson,
      tokenizerConfig: folder.tokenizerConfig,
      vocabularySize,
      ...(folder.chatTemplate === undefined ? {} : { chatTemplate: folder.chatTemplate }),
      ...(specialTokensInText === undefined ? {} : { specialTokensInText }),
    });
    const dtype = checked.dtype as string;
    return {
      id: [
        checked.name ?? found.name ?? folder.name,
        dtype,
        sha256.slice(0, 12),
        ...specialsOf(graphFacts, device),
      ].join(':'),
      folder,
      tokenizer,
      maxContext,
      engine,
      provenance: {
        package: `@reagent/backend-onnx-node ${version}`,
        engine: engineName,
        device,
        dtype,
        file: graphName,
        sha256,
        ...found.origin,
        graph: graphFacts,
        rowIndependence: selfCheck.rowIndependence,
        execution: { threads, selfCheck: { ...selfCheck } },
      },
    };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}

/** With a scale per row the numbers are not those of the file; another device has other last bits. */
function specialsOf(graph: GraphFacts, device: Device): readonly string[] {
  const isRepaired = graph.runs === 'edited' && graph.scaledPerRow > 0;
  return [...(isRepaired ? ['scale-per-row'] : []), ...(device === 'cpu' ? [] : [device])];
}
