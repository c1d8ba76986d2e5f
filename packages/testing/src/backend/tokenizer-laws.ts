import type { TextSpan } from '@reagent/core';
import { ensure, ensureSame } from '../laws/assertions.ts';
import { isOrdinary, ordinaryTokens } from '../laws/ordinary-tokens.ts';
import { backendLaw, type BackendLaw } from './backend-law.ts';

const encoding = backendLaw(
  'has a span in the text for each token of it',
  async ({ backend: { tokenizer } }, { text }) => {
    const encoded = await tokenizer.encode(text);
    ensureSame(encoded.text, text, 'text of the encoding');
    ensureSpans(encoded.text, encoded.ids.length, encoded.spans);
  },
);

const roundTrip = backendLaw(
  'decodes the tokens of a text to the text',
  async ({ backend: { tokenizer } }, { text }) => {
    const ids = (await tokenizer.encode(text)).ids.filter(isOrdinary(tokenizer));
    ensureSame(tokenizer.decode(ids), text, 'decode(encode(text))');
    ensureSame(tokenizer.decode(Int32Array.from(ids)), text, 'decode of an Int32Array');
  },
);

const anyIds = backendLaw('has a span in their text for each of any ids', async ({ backend: { tokenizer } }) => {
  const some = ordinaryTokens(tokenizer, 24);
  for (const ids of [some, [...some].reverse(), some.slice(0, 1), []]) {
    const { text, spans } = tokenizer.spans(ids);
    ensureSame(text, tokenizer.decode(ids), 'text of spans(ids), against decode(ids)');
    ensureSpans(text, ids.length, spans);
  }
});

const specials = backendLaw('knows its special tokens by ids of the vocabulary', async ({ backend: { tokenizer } }) => {
  const { vocabularySize, specialTokens, unusedIds = [] } = tokenizer;
  ensure(Number.isInteger(vocabularySize) && vocabularySize >= 1, 'vocabularySize must be a whole number from 1');
  for (const id of [...specialTokens.values(), ...unusedIds]) {
    const inside = Number.isInteger(id) && id >= 0 && id < vocabularySize;
    ensure(inside, `the special or unused id ${id} is not in 0 … ${vocabularySize - 1}`);
  }
  for (const [name, id] of specialTokens) {
    ensure(tokenizer.decode([id]).includes(name), `the special token ${name} should decode to itself`);
  }
});

const specialsOnlyIfAsked = backendLaw(
  'adds special tokens unless told not to',
  async ({ backend: { tokenizer } }, { text }) => {
    const ordinary = isOrdinary(tokenizer);
    const bare = (await tokenizer.encode(text, { addSpecialTokens: false })).ids;
    ensure(bare.every(ordinary), 'a text encoded without special tokens has one');
    const full = (await tokenizer.encode(text)).ids;
    ensureSame(full, (await tokenizer.encode(text, { addSpecialTokens: true })).ids, 'encode without options');
    ensureSame(full.filter(ordinary), bare, 'the text’s own tokens, with and without special tokens');
  },
);

/** Fails unless there is a span for each token, in the text, in order, and every character that is no space has one. */
function ensureSpans(text: string, tokens: number, spans: readonly TextSpan[]): void {
  ensureSame(spans.length, tokens, 'number of spans');
  const covered = new Set<number>();
  spans.forEach(({ start, end }, index) => {
    ensure(start >= 0 && start <= end && end <= text.length, `span ${index}, ${start} … ${end}, is not in the text`);
    const before = spans[index - 1];
    const inOrder = before === undefined || (before.start <= start && before.end <= end);
    ensure(inOrder || start === end, `span ${index} stands before span ${index - 1}`);
    for (let offset = start; offset < end; offset++) covered.add(offset);
  });
  for (let offset = 0; offset < text.length; offset++) {
    const needsToken = !/\s/u.test(text[offset] as string);
    ensure(covered.has(offset) || !needsToken, `the character ${JSON.stringify(text[offset])} belongs to no token`);
  }
}

/** What core needs of a model's tokenizer. */
export const tokenizerLaws: readonly BackendLaw[] = [encoding, roundTrip, anyIds, specials, specialsOnlyIfAsked];
