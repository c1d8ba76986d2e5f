import { isRecord, type TokenizerConfig, type TokenizerJson } from './tokenizer-files.ts';

/** The names under which a `tokenizer_config.json` lists special tokens. */
const configNames = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

/** Special tokens by their text: those marked so in either file. */
export function findSpecialTokens(
  json: TokenizerJson,
  config: TokenizerConfig,
  idOf: (text: string) => number | undefined,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const token of json.added_tokens) if (token.special === true) found.set(token.content, token.id);
  const listed = config['additional_special_tokens'];
  const values = [...configNames.map((name) => config[name]), ...(Array.isArray(listed) ? listed : [])];
  for (const value of values) {
    const text = isRecord(value) ? value['content'] : value;
    if (typeof text !== 'string' || text === '') continue;
    const id = idOf(text);
    if (id !== undefined) found.set(text, id);
  }
  return found;
}
