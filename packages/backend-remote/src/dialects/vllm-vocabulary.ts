import * as z from 'zod';
import type { Server } from '../client/client.ts';
import type { ServerVocabulary } from '../dialect.ts';
import { afterNeutral, neutral, type Decoding } from '../tokens/decoding.ts';
import { vocabularyByDecoding } from '../tokens/vocabulary-by-decoding.ts';
import { reader } from './reader.ts';

const promptSchema = z.object({ prompt: z.string() });
const textSchema = z.object({ choices: z.tuple([z.object({ text: z.string() })]) });

/** Stands between lists of ids in one request; a token that holds it is decoded alone. */
const mark = '\u241f';
/** How special tokens are written: `<s>`, `<|im_end|>`, `[INST]`. */
const bracketed = /^(<.+>|\[.+\])$/u;

/**
 * All tokens, by `/detokenize`, which takes one list at a time: many are put into one with a mark between them. A special
 * token is one in brackets that the server leaves out of a completion's text.
 */
export async function vllmVocabulary(server: Server, model: string, read: Decoding['read']): Promise<ServerVocabulary> {
  const before = await read(neutral);
  const between = (await read(`${neutral}${mark}`)).slice(before.length);
  const decode: Decoding['decode'] = async (lists) => {
    const tokens = lists.flatMap((list) => [...before, ...list, ...between]);
    const texts = (await detokenize(server, model, tokens)).split(mark);
    if (texts.length === lists.length + 1) return texts.slice(0, -1).map(afterNeutral);
    if (lists.length === 1) return [texts.slice(0, -1).join(mark)].map(afterNeutral);
    const middle = Math.ceil(lists.length / 2);
    return [...(await decode(lists.slice(0, middle))), ...(await decode(lists.slice(middle)))];
  };
  const isLeftOut = async (id: number): Promise<boolean> => {
    const body = { model, prompt: [before], max_tokens: 1, temperature: 0, allowed_token_ids: [id] };
    const made = reader(textSchema, ({ choices: [{ text }] }) => text);
    return (await server.post('/v1/completions', body, made, before.length + 1)) === '';
  };
  return vocabularyByDecoding({ read, decode }, async (texts) => {
    const candidates = [...texts.keys()].filter((id) => bracketed.test(texts[id] as string));
    const leftOut = await Promise.all(candidates.map(isLeftOut));
    return candidates.filter((_, index) => leftOut[index]);
  });
}

function detokenize(server: Server, model: string, tokens: readonly number[]): Promise<string> {
  return server.post(
    '/detokenize',
    { model, tokens },
    reader(promptSchema, ({ prompt }) => prompt),
  );
}
