import type { Decoding } from './decoding.ts';

/** Before what Hugging Face's decoding takes a space away where `clean_up_tokenization_spaces` is set. */
const marks = ['.', '?', '!', ',', "n't", "'m", "'s", "'ve", "'re"];

/**
 * [id] the texts with the spaces that decoding took away. A token that may have lost one is decoded once more behind a token
 * that is a space: that space alone is lost where the token has none of its own.
 */
export async function withSpacesKept(texts: readonly string[], { read, decode }: Decoding): Promise<readonly string[]> {
  const [cleaned] = await decode([await read('x .')]);
  if (cleaned?.endsWith(' .')) return texts;
  const space = (await read('x ')).slice((await read('x')).length);
  const ids = [...texts.keys()].filter((id) => marks.some((mark) => texts[id]?.startsWith(mark)));
  const behind = await decode(ids.map((id) => [...space, id]));
  const kept = new Map(ids.map((id, index) => [id, behind[index]]));
  return texts.map((text, id) => (kept.get(id) === ` ${text}` ? ` ${text}` : text));
}
