import * as z from 'zod';
import type { Server } from '../client/client.ts';
import type { ServerVocabulary } from '../dialect.ts';
import { afterNeutral, neutral, type Decoding } from '../tokens/decoding.ts';
import { vocabularyByDecoding } from '../tokens/vocabulary-by-decoding.ts';
import { reader } from './reader.ts';

const promptSchema = z.object({ prompt: z.string() });
const textSchema = z.object({ choices: z.tuple([z.object({ text: z.string() })]) });

/** All characters differ, so that no token's end makes it begin earlier. */
const plainMark = '|~^`#';
/** How special tokens are written: `<s>`, `<|im_end|>`, `[INST]`. */
const bracketed = /^(<.+>|\[.+\])$/u;

/**
 * All tokens, by `/detokenize`, which takes one list at a time: many are put into one with a mark between them. A special
 * token is one in brackets that the server leaves out of a completion's text.
 *
 * `read` reads a text without start and end tokens, `readAll` with them.
 */
export async function vllmVocabulary(
  server: Server,
  model: string,
  { read, readAll }: { readonly read: Decoding['read']; readonly readAll: Decoding['read'] },
): Promise<ServerVocabulary> {
  const before = await read(neutral);
  const mark = await markOf(server, model, before, { read, readAll });
  const decode: Decoding['decode'] = async (lists) => {
    const tokens = lists.flatMap((list) => [...before, ...list, ...mark.ids]);
    const texts = (await detokenize(server, model, tokens)).split(mark.text);
    if (texts.length === lists.length + 1) return texts.slice(0, -1).map(afterNeutral);
    const [only] = lists; // it makes the mark itself, or spoils it
    if (lists.length === 1 && only !== undefined) {
      return [afterNeutral(await detokenize(server, model, [...before, ...only]))];
    }
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

/**
 * What stands between lists of ids in one request: the model's start or end token, since the bytes of a mark that is none may be
 * spoilt by those of a token beside them; a mark of plain characters where the model has none.
 */
async function markOf(
  server: Server,
  model: string,
  bare: readonly number[],
  { read, readAll }: { readonly read: Decoding['read']; readonly readAll: Decoding['read'] },
): Promise<{ readonly ids: readonly number[]; readonly text: string }> {
  const own = new Set(bare);
  const special = (await readAll(neutral)).filter((id) => !own.has(id)).slice(0, 1);
  const text = special.length === 0 ? '' : await detokenize(server, model, special);
  if (text !== '') return { ids: special, text };
  return { ids: (await read(`${neutral}${plainMark}`)).slice(bare.length), text: plainMark };
}

function detokenize(server: Server, model: string, tokens: readonly number[]): Promise<string> {
  return server.post(
    '/detokenize',
    { model, tokens },
    reader(promptSchema, ({ prompt }) => prompt),
  );
}
