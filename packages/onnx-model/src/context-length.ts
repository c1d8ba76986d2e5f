/** Names under which a `config.json` holds the longest context, most usual first. */
const lengthNames = [
  'max_position_embeddings',
  'n_positions',
  'max_seq_len',
  'max_sequence_length',
  'n_ctx',
  'seq_length',
];

/** Families whose position table starts after the padding token's id, so that many rows are not for use. */
const offsetFamilies = new Set([
  'roberta',
  'xlm-roberta',
  'xlm-roberta-xl',
  'camembert',
  'roberta-prelayernorm',
  'longformer',
  'mpnet',
]);

/** A `model_max_length` above this stands for "none" (the libraries write 1e30). */
const noLimit = 1e9;

type Json = Readonly<Record<string, unknown>>;

/** Longest row, in tokens, special tokens included; `Infinity` where the files name none (relative positions). */
export function contextLength(config: Json, tokenizerConfig: Json): number {
  const text = isRecord(config['text_config']) ? config['text_config'] : config;
  const named = lengthNames.map((name) => text[name]).find((value) => isCount(value)) as number | undefined;
  const offset = offsetFamilies.has(String(text['model_type'])) ? padding(text) + 1 : 0;
  const tokenizerLimit = tokenizerConfig['model_max_length'];
  return Math.min(
    named === undefined ? Infinity : named - offset,
    isCount(tokenizerLimit) && tokenizerLimit < noLimit ? tokenizerLimit : Infinity,
  );
}

function padding(config: Json): number {
  const id = config['pad_token_id'];
  return typeof id === 'number' ? id : 1; // RoBERTa's
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
