import { throwIfAborted } from '@reagent/core';
import { contextLength, describeModel, readModelTexts, type Dtype, type LoadedModel } from '@reagent/onnx-model';
import { startEngine, type Engine } from './engine.ts';
import { findFiles } from './files/find-files.ts';
import { checkOptions, type WebGpuBackendOptions } from './options.ts';
import type { WorkerStart } from './protocol.ts';
import { version } from './version.ts';

/** Literally so, because bundlers look for it. */
const ownWorker = (): Worker => new Worker(new URL('./worker/worker.js', import.meta.url), { type: 'module' });

export async function loadModel(
  kind: WorkerStart['kind'],
  options: WebGpuBackendOptions,
): Promise<LoadedModel<Engine>> {
  const checked = checkOptions(options);
  const files = await findFiles(options, checked.dtype);
  const texts = await readModelTexts(files.place, files.read);
  const maxContext = contextLength(texts.config, texts.tokenizerConfig);
  throwIfAborted(options.signal);
  const { graphName, graph, externalData } = files;
  const { batchSize, editing, threads, engineFiles } = checked;
  const dtype = checked.dtype as Dtype;
  const engine = await startEngine(checked.worker ?? ownWorker, {
    ...{ kind, graphName, graph, externalData, config: texts.config, maxContext },
    ...{ dtype, device: checked.device, threads, batchSize, editing, engineFiles },
  });
  try {
    throwIfAborted(options.signal);
    const { device, fallback, threads: ranOn } = engine.facts;
    return describeModel({
      ...{ engine, texts, maxContext, dtype, device, plainDevice: '', graphName },
      name: checked.name ?? files.name,
      specialTokensInText: checked.specialTokensInText,
      madeBy: `@reagent/backend-webgpu ${version}`,
      origin: files.origin,
      execution: { threads: ranOn, fallback: fallback === null ? null : { ...fallback } },
    });
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}
