import { ReagentError, type ChatMessage, type Encoding, type Tokenizer } from '@reagent/core';
import { createPiecesTokenizer } from '@reagent/tokenizer';
import type { Server } from '../client/client.ts';
import type { Dialect, ServerFacts } from '../dialect.ts';

/** A text with a start and an end that no tokenizer changes, to see what is put around it. */
const sample = 'a';
/** A run asks for the same few texts again and again: the text, the target, both together. */
const textsKept = 256;

/**
 * The server's own tokenizer: all tokens are read once, texts are read by asking for each of them, once.
 * @param server for the start; its signal ends it
 * @param later for texts, once the backend is there
 * @throws ReagentError `UNSUPPORTED` where the server cannot tell its tokens
 */
export async function serverTokenizer(
  server: Server,
  later: Server,
  dialect: Dialect,
  facts: ServerFacts,
): Promise<Tokenizer> {
  if (dialect.vocabulary === undefined) throw cannotTell(dialect);
  const { model } = facts;
  const readBy = async (asked: Server, text: string, addSpecialTokens: boolean): Promise<readonly number[]> => {
    const ids = await dialect.tokenize?.(asked, text, { model, addSpecialTokens });
    if (ids !== null && ids !== undefined) return ids;
    throw cannotTell(dialect);
  };
  const bare = await readBy(server, sample, false);
  const full = await readBy(server, sample, true);
  const { pieces, special } = await dialect.vocabulary(server, facts);
  const { read, forget } = remembering(async (text) => {
    const ids = await readBy(later, text, false);
    const unknown = ids.find((id) => pieces[id] === undefined);
    if (unknown === undefined) return ids;
    throw new ReagentError(
      'VOCABULARY_MISMATCH',
      `the server reads ${JSON.stringify(text)} as token ${unknown}, of which it tells nothing: give tokenizer, the parsed tokenizer.json of its model`,
    );
  });
  const ask = { model, decode: (ids: readonly number[]) => tokenizer.decode(ids) };
  const render = async (messages: readonly ChatMessage[]): Promise<string> => {
    const text = await dialect.render?.(later, messages, ask);
    if (typeof text === 'string') return text;
    throw new ReagentError('UNSUPPORTED', `the server (${dialect.name}) applies no chat template: give text`);
  };
  const tokenizer = createPiecesTokenizer({
    ...{ pieces, special, read, sample: { bare, full } },
    ...(dialect.render === undefined ? {} : { render }),
  });
  return {
    ...tokenizer,
    async encode(text, options) {
      const encoding = await tokenizer.encode(text, options);
      if (encoding.text === wellFormed(text)) return encoding;
      forget(text); // something on the way may have broken the answer
      const again = await tokenizer.encode(text, options);
      if (again.text === wellFormed(text)) return again;
      forget(text);
      throw otherText(text, again);
    },
  };
}

/** Asks once for each of the last texts. */
function remembering(ask: (text: string) => Promise<readonly number[]>): {
  readonly read: (text: string) => Promise<readonly number[]>;
  readonly forget: (text: string) => void;
} {
  const known = new Map<string, Promise<readonly number[]>>();
  const read = (text: string): Promise<readonly number[]> => {
    if (text === '') return Promise.resolve([]);
    const asked = known.get(text) ?? ask(text);
    known.delete(text); // the last used stands last
    known.set(text, asked);
    asked.catch(() => known.delete(text));
    const [first] = known.keys();
    if (known.size > textsKept && first !== undefined) known.delete(first);
    return asked;
  };
  return { read, forget: (text) => void known.delete(wellFormed(text)) };
}

function otherText(text: string, { ids, text: made }: Encoding): ReagentError {
  return new ReagentError(
    'VOCABULARY_MISMATCH',
    `the server reads ${JSON.stringify(text)} as ${ids.join(' ')} and tells these tokens as ${JSON.stringify(made)}: ` +
      'give tokenizer, the parsed tokenizer.json of its model',
  );
}

/** As a server reads it: half a surrogate pair is U+FFFD. */
function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

function cannotTell({ name }: Dialect): ReagentError {
  return new ReagentError(
    'UNSUPPORTED',
    `the server (${name}) does not tell its tokens: give tokenizer, the parsed tokenizer.json of its model`,
  );
}
