/**
 * Our side as a service, as reagent_service.py is for inseq: a request a line on standard input, an answer a line on
 * standard output. Processor seconds are those of the whole `attribute` call, of all threads of this process.
 *
 *   own-service.ts tiny | FOLDER
 */
import { createInterface } from 'node:readline';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { attribute, primary, presets, type AttributeOptions, type Backend, type Replacer } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';
import { createHashGroupReplacer } from './hash-groups.ts';
import type { OwnAnswer, OwnRequest, Way } from './requests.ts';

const byHash = createHashGroupReplacer();
const { backend, byMaskedModel, dispose } = await open(process.argv[2] ?? '');

const answer = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
answer({ ready: true, node: process.version });
for await (const line of createInterface({ input: process.stdin }))
  answer(await explain(JSON.parse(line) as OwnRequest));
await dispose();

async function open(
  model: string,
): Promise<{ backend: Backend; byMaskedModel: Replacer | null; dispose(): Promise<void> }> {
  if (model === 'tiny') {
    const { backend, maskedModel, dispose } = await createTinyModels({ threads: 1 });
    return { backend, byMaskedModel: createRobertaReplacer({ maskedModel }), dispose };
  }
  const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1 });
  return { backend, byMaskedModel: null, dispose: () => backend.dispose() };
}

async function explain({ id, text, target, seed, way, substitutes }: OwnRequest): Promise<OwnAnswer> {
  const replacer = substitutes === 'hash-groups' ? byHash : byMaskedModel;
  if (replacer === null) throw new Error('this model has no masked model');
  const before = process.cpuUsage();
  const result = await attribute({ backend, replacer, text, target, seed, ...optionsOf(way) });
  const { user, system } = process.cpuUsage(before);
  const { effect, importance, target: found } = primary(result);
  return {
    id,
    cpuSeconds: (user + system) / 1e6,
    evaluations: result.cost.evaluations,
    endedBy: result.endedBy,
    targetRank: typeof found.rank === 'number' ? found.rank : null,
    tokens: result.tokens.map(({ start, end, special }) => ({ start, end, special })),
    scores: 'recursionSteps' in way ? importance : effect.map((one) => one?.estimate ?? null),
  };
}

function optionsOf(way: Way): Pick<AttributeOptions, 'stopping' | 'preset' | 'limits' | 'execution'> {
  if ('evaluations' in way) return { stopping: null, limits: { evaluations: way.evaluations } };
  if ('recursionSteps' in way) {
    return {
      stopping: criterionOf('inseq'),
      preset: 'inseq',
      limits: { steps: way.recursionSteps },
      execution: { batchSize: presets.inseq.probes },
    };
  }
  return { stopping: criterionOf('default') };
}
