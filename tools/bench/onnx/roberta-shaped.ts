import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { robertaGraph, type RobertaShape } from './roberta-graph.ts';
import { writeModel } from './write-model.ts';

/** distilroberta-base. */
const shape: RobertaShape = { layers: 6, width: 768, heads: 12, inner: 3072, vocabulary: 50_265, positions: 514 };

/** Part of the folder's name: raise it when what is written changes. */
const version = 1;

interface TokenizerJson {
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/**
 * A masked model of distilroberta's shape with random weights, for a causal model's tokenizer and `<mask>`: it costs what
 * the real one costs, and proposes nonsense. Made once, below `cache` (330 MB). Gives its folder.
 */
export function robertaShapedFolder(causalFolder: string, cache: string): string {
  const folder = join(cache, `distilroberta-shaped-${basename(causalFolder)}-${version}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(join(making, 'onnx'), { recursive: true });
  try {
    writeFileSync(join(making, 'onnx/model.onnx'), writeModel(robertaGraph(shape)));
    const tokenizer = withMask(JSON.parse(readFileSync(join(causalFolder, 'tokenizer.json'), 'utf8')) as TokenizerJson);
    writeFileSync(join(making, 'tokenizer.json'), JSON.stringify(tokenizer));
    writeFileSync(join(making, 'tokenizer_config.json'), JSON.stringify({ mask_token: '<mask>' }));
    const config = { model_type: 'roberta', vocab_size: shape.vocabulary, max_position_embeddings: shape.positions };
    writeFileSync(join(making, 'config.json'), JSON.stringify(config));
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function withMask(tokenizer: TokenizerJson): TokenizerJson {
  const ids = [...Object.values(tokenizer.model.vocab), ...tokenizer.added_tokens.map(({ id }) => id)];
  const id = ids.reduce((most, one) => Math.max(most, one), 0) + 1;
  const mask = { id, content: '<mask>', single_word: false, lstrip: false, rstrip: false, normalized: false };
  return { ...tokenizer, added_tokens: [...tokenizer.added_tokens, { ...mask, special: true } as typeof mask] };
}
