import * as z from 'zod';
import type { Server } from '../client/client.ts';
import { brokenAnswer } from '../client/failure.ts';
import type { ServerVocabulary } from '../dialect.ts';
import { afterNeutral, neutral, type Decoding } from '../tokens/decoding.ts';
import { vocabularyByDecoding } from '../tokens/vocabulary-by-decoding.ts';
import { reader } from './reader.ts';

const textsSchema = z.object({ text: z.array(z.string()) });

/** All tokens, by `/detokenize`, which takes many lists, and tells special tokens by leaving them out. */
export async function sglangVocabulary(
  server: Server,
  model: string,
  read: Decoding['read'],
): Promise<ServerVocabulary> {
  const before = await read(neutral);
  const decodeWith = async (lists: readonly (readonly number[])[], skip: boolean): Promise<readonly string[]> => {
    if (lists.length === 0) return [];
    const body = { model, tokens: lists.map((list) => [...before, ...list]), skip_special_tokens: skip };
    const texts = reader(textsSchema, ({ text }) => {
      if (text.length === lists.length) return text.map(afterNeutral);
      throw brokenAnswer(`${lists.length} lists of tokens were sent and ${text.length} texts came`);
    });
    return server.post('/detokenize', body, texts);
  };
  return vocabularyByDecoding({ read, decode: (lists) => decodeWith(lists, false) }, async (texts) => {
    const shown = await decodeWith(
      texts.map((_, id) => [id]),
      true,
    );
    return [...texts.keys()].filter((id) => texts[id] !== '' && shown[id] === '');
  });
}
