import { ReagentError } from '@reagent/core';
import { wasRefused } from '../client/client.ts';
import type { ServerVocabulary } from '../dialect.ts';
import { neutral, type Decoding } from './decoding.ts';
import { partialPieces } from './partial-pieces.ts';
import { withSpacesKept } from './spaces-kept.ts';

/** Ids in one look; where none of them has a text, the vocabulary has ended. */
const idsPerLook = 8192;
/** More than vocabularies have: a server that has a text for every id is not asked without end. */
const mostTokens = 2 ** 20;

/**
 * The tokens of a server that tells the text of any ids but lists no vocabulary.
 * @param special those of the ids that are special, by their texts
 */
export async function vocabularyByDecoding(
  asked: Decoding,
  special: (texts: readonly string[]) => Promise<readonly number[]>,
): Promise<ServerVocabulary> {
  const decoding = inLooks(asked);
  await checkDecoding(decoding);
  const texts = await withSpacesKept(await textsOf(decoding), decoding);
  const partial = [...texts.keys()].filter((id) => texts[id]?.includes('\ufffd'));
  const parts = await partialPieces(partial, decoding);
  const utf8 = new TextEncoder();
  return {
    pieces: texts.map((text, id) => parts.get(id) ?? utf8.encode(text)),
    special: await special(texts),
  };
}

/** A server without the route is not asked for more. */
async function checkDecoding({ read, decode }: Decoding): Promise<void> {
  const [text] = await decode([await read(neutral)]).catch((error: unknown) => [nothingIfRefused(error)]);
  if (text?.trim() === neutral) return;
  throw cannotTell('the server does not tell the texts of its tokens');
}

function cannotTell(reason: string): ReagentError {
  return new ReagentError('UNSUPPORTED', `${reason}: give tokenizer, the parsed tokenizer.json of its model`);
}

/** Asks for so many lists at once. */
function inLooks({ read, decode }: Decoding): Decoding {
  return {
    read,
    async decode(lists) {
      const texts: string[] = [];
      for (let from = 0; from < lists.length; from += idsPerLook) {
        texts.push(...(await decode(lists.slice(from, from + idsPerLook))));
      }
      return texts;
    },
  };
}

/** [id] */
async function textsOf({ decode }: Decoding): Promise<readonly string[]> {
  const texts: string[] = [];
  // Ids beyond the vocabulary have no text, or are refused: then fewer are looked at, down to the last that there is.
  for (let count = idsPerLook; count > 0;) {
    const ids = Array.from({ length: count }, (_, index) => [texts.length + index]);
    const look = await decode(ids).catch((error: unknown) => void nothingIfRefused(error));
    if (look?.every((text) => text === '')) break;
    texts.push(...(look ?? []));
    if (texts.length > mostTokens) {
      throw cannotTell(
        `the server tells a text for each of ${mostTokens} ids and more, so that its vocabulary has no end`,
      );
    }
    if (look === undefined) count = Math.floor(count / 2);
  }
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
}

/** An answer that is broken ends the start: it must not make the vocabulary shorter. */
function nothingIfRefused(error: unknown): string {
  if (wasRefused(error)) return '';
  throw error;
}
