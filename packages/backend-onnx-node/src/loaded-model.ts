import { createRequire } from 'node:module';
import { contextLength, describeModel, type Dtype, type LoadedModel } from '@reagent/onnx-model';
import { startEngine, type Engine } from './engine.ts';
import { findModel } from './find-model.ts';
import { openModelFolder } from './model-folder.ts';
import { checkOptions, type OnnxNodeBackendOptions } from './options.ts';
import type { WorkerStart } from './protocol.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

export async function loadModel(
  kind: WorkerStart['kind'],
  options: OnnxNodeBackendOptions,
): Promise<LoadedModel<Engine>> {
  const checked = checkOptions(options);
  const { device, threads } = checked;
  const found = await findModel(checked, options);
  const { texts, graph, graphName, externalData, name } = await openModelFolder(found.folder, checked.dtype);
  const maxContext = contextLength(texts.config, texts.tokenizerConfig);
  const dtype = checked.dtype as Dtype;
  const { batchSize, editing, graphCache } = checked;
  const start: WorkerStart = {
    ...{ graph, graphName, externalData, config: texts.config },
    ...{ kind, device, dtype, threads, maxContext, batchSize, editing, graphCache },
  };
  const engine = await startEngine(start, options.signal);
  try {
    return describeModel({
      ...{ engine, texts, maxContext, dtype, device, plainDevice: 'cpu', graphName },
      name: checked.name ?? found.name ?? name,
      specialTokensInText: checked.specialTokensInText,
      madeBy: `@reagent/backend-onnx-node ${version}`,
      origin: found.origin,
      execution: { threads },
    });
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}
