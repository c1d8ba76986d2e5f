import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PastSizes } from '../feeds.ts';
import type { MaskAnswer, ModelUnderTest } from '../model-under-test.ts';

interface ZooFacts {
  readonly models: Readonly<Record<string, ZooModel>>;
}

interface ZooModel {
  readonly vocab_size: number;
  readonly golden: readonly ZooText[];
  /** Where the exporter left out what only PyTorch's eager attention does. */
  readonly logprobs_pytorch_sdpa?: readonly (readonly number[])[];
}

interface ZooText {
  readonly ids: readonly number[];
  readonly targets?: readonly number[];
  readonly logprobs?: readonly number[];
  readonly ranks?: readonly number[];
  readonly masks?: readonly MaskAnswer[];
}

type Json = Readonly<Record<string, unknown>>;

/** Every graph of a folder with `zoo.json`, which holds what PyTorch says. */
export function zooModels(folder: string): readonly ModelUnderTest[] {
  const { models } = JSON.parse(readFileSync(join(folder, 'zoo.json'), 'utf8')) as ZooFacts;
  return Object.entries(models).flatMap(([name, facts]) => {
    const files = existsSync(join(folder, name, 'onnx')) ? join(name, 'onnx') : name;
    const graphs = readdirSync(join(folder, files)).filter((file) => file.endsWith('.onnx'));
    return graphs.sort().map((file) => ({
      name: `${name}/${file}`,
      path: join(folder, files, file),
      vocabulary: facts.vocab_size,
      past: pastSizes(join(folder, name)),
      pytorch: facts.golden.map((text, index) =>
        text.masks === undefined
          ? {
              ids: text.ids,
              targets: text.targets!,
              logProbabilities: facts.logprobs_pytorch_sdpa?.[index] ?? text.logprobs!,
              ranks: text.ranks!,
            }
          : { ids: text.ids, masks: text.masks },
      ),
    }));
  });
}

/** From the configuration of transformers or, where that is missing, of onnxruntime-genai. */
function pastSizes(folder: string): PastSizes {
  const genai = join(folder, 'genai_config.json');
  if (existsSync(genai)) {
    const { decoder } = (JSON.parse(readFileSync(genai, 'utf8')) as { model: { decoder: Json } }).model;
    return { heads: Number(decoder['num_key_value_heads']), headSize: Number(decoder['head_size']) };
  }
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Json;
  const attentionHeads = Number(config['num_attention_heads'] ?? config['n_head']);
  const hiddenSize = Number(config['hidden_size'] ?? config['n_embd']);
  return {
    heads: Number(config['num_key_value_heads'] ?? attentionHeads),
    headSize: Number(config['head_dim'] ?? hiddenSize / attentionHeads),
  };
}
