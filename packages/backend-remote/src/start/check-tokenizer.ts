import { ReagentError, type Tokenizer } from '@reagent/core';
import type { Server } from '../client/client.ts';
import type { Dialect, ServerFacts } from '../dialect.ts';
import { ordinaryTokens } from './ordinary-tokens.ts';

/** Words, numbers, code, white space, accents, other scripts, and characters of several bytes. */
const samples: readonly string[] = [
  'The capital of France is Paris.',
  '  if (x >= 1234567) {\n\treturn "don\'t";\n}\n\n',
  'Ça coûte 12,50 € à Zürich – naïve façade',
  'Привет, мир! 你好世界 こんにちは สวัสดี שלום',
  '👩‍👩‍👧 🇫🇷 e\u0301 ½',
];
/** Some decoding takes these spaces away. */
const spacesBeforeMarks = "it . was ? not ! here , do n't I 'm he 's we 've they 're ' so '";

/**
 * Compares the tokens of some texts with the server's own.
 * @returns how many texts were compared; 0: the server does not tell its tokens
 * @throws ReagentError `VOCABULARY_MISMATCH`, with a text that the two read differently
 */
export async function checkTokenizer(
  server: Server,
  dialect: Dialect,
  { model, vocabularySize }: ServerFacts,
  tokenizer: Tokenizer,
): Promise<number> {
  if (vocabularySize !== null && vocabularySize < tokenizer.vocabularySize) {
    throw mismatch(`it has ${tokenizer.vocabularySize} ids and the server's model has ${vocabularySize}`);
  }
  let compared = 0;
  for (const text of [...samples, tokenizer.decode(ordinaryTokens(tokenizer, 16))]) {
    const own = await encode(tokenizer, text);
    if (own === null) continue; // a text that this vocabulary does not know
    const theirs = (await dialect.tokenize?.(server, text, { model, addSpecialTokens: false })) ?? null;
    if (theirs === null) return 0;
    if (own.length !== theirs.length || own.some((id, index) => id !== theirs[index])) {
      const [ours, servers] = [own, theirs].map((ids) => ids.join(' '));
      throw mismatch(`${JSON.stringify(text)} is ${ours} here and ${servers} on the server`);
    }
    compared += 1;
  }
  return compared;
}

async function encode(tokenizer: Tokenizer, text: string): Promise<readonly number[] | null> {
  try {
    return (await tokenizer.encode(text, { addSpecialTokens: false })).ids;
  } catch (error) {
    if (ReagentError.isInstance(error)) return null;
    throw error;
  }
}

/**
 * Reads some texts with the server's own tokenizer, which refuses those that their tokens do not make.
 * @returns how many texts were read
 */
export async function checkServerTokenizer(tokenizer: Tokenizer): Promise<number> {
  const texts = [...samples, spacesBeforeMarks];
  for (const text of texts) await tokenizer.encode(text, { addSpecialTokens: false });
  return texts.length;
}

function mismatch(difference: string): ReagentError {
  return new ReagentError(
    'VOCABULARY_MISMATCH',
    `the tokenizer is not that of the server's model: ${difference}. Give the tokenizer.json of that model`,
  );
}
