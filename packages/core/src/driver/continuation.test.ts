import { expect, test } from 'vitest';
import { attribute, defineReplacer, type AttributeOptions, type Encoding, type LocalTokenizer } from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';
import { followedBy, readContext } from './context.ts';
import { readContinuation } from './continuation.ts';

const pieces = [
  'The',
  ' city',
  ' is',
  ' Paris',
  ' Par',
  'is',
  'Par',
  ',',
  ' of',
  ' course',
  ' ',
  '東京',
  'は',
  '日',
  '本',
  'a',
];

/** The longest piece that fits comes first, as with byte pairs. */
const longestFirst: LocalTokenizer = {
  vocabularySize: pieces.length,
  specialTokens: new Map(),
  encode: (text) => encode(text),
  decode: (ids) => Array.from(ids, (id) => pieces[id]).join(''),
  spans: (ids) => encode(Array.from(ids, (id) => pieces[id]).join('')),
};

function encode(text: string): Encoding {
  const ids: number[] = [];
  const spans: { start: number; end: number }[] = [];
  for (let start = 0; start < text.length; start = spans.at(-1)!.end) {
    const fitting = pieces.filter((piece) => text.startsWith(piece, start)).sort((a, b) => b.length - a.length);
    ids.push(pieces.indexOf(fitting[0]!));
    spans.push({ start, end: start + fitting[0]!.length });
  }
  return { text, ids, spans };
}

/** Puts a space before a text that stands alone, as SentencePiece does. */
const spaceFirst: LocalTokenizer = { ...longestFirst, encode: (text) => encode(` ${text}`) };

const words = (ids: readonly number[]): string[] => ids.map((id) => pieces[id]!);

test.each([
  ['The city is', ' Paris', [' Paris']],
  ['The city is', ' Paris, of course', [' Paris', ',', ' of', ' course']],
  ['The city is', ', of', [',', ' of']],
  ['東京は', '日本', ['日', '本']], // a script without spaces has no seam to keep
  ['The city is', 'is', ['is']], // one token is taken as it is
])('%j goes on with %j as %j', async (text, target, expected) => {
  expect(words(await readContinuation(target, text, longestFirst))).toEqual(expected);
});

test('a tokenizer that puts a space before each text is asked about both together', async () => {
  expect(words(await readContinuation(' Paris, of', 'city is', spaceFirst))).toEqual([' Paris', ',', ' of']);
  expect(words(spaceFirst.encode(' Paris, of').ids)).toEqual([' ', ' Paris', ',', ' of']);
});

test.each([
  ['The city is', 'Paris', 'TARGET_BOUNDARY', /would go on with the last word/],
  ['The city is ', 'Paris, of', 'TARGET_BOUNDARY', /" is" · " " before, " is" · " Paris" with it/],
  ['The city is', '', 'TARGET_NOT_ONE_TOKEN', /no tokens/],
])('after %j, %j is refused', async (text, target, code, words) => {
  await expect(readContinuation(target, text, longestFirst)).rejects.toMatchObject({
    ...{ code, message: expect.stringMatching(words) },
  });
});

test('after token ids a target is read by itself', async () => {
  expect(words(await readContinuation('Paris', encode('The city is').ids, longestFirst))).toEqual(['Par', 'is']);
  expect(words(await readContinuation('Paris', undefined, longestFirst))).toEqual(['Par', 'is']);
});

test('the text of an answer is what it is after the context', async () => {
  const backend = { ...createToyBackend(), tokenizer: longestFirst };
  const context = await readContext({ text: 'The city is' }, backend);
  const { text, spans, tokens, answer } = followedBy(context, encode(' Paris,').ids, longestFirst);
  expect(text).toBe('The city is Paris,');
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['The', ' city', ' is', ' Paris', ',']);
  expect(answer).toEqual([false, false, false, true, true]);
  expect(words([...tokens])).toEqual(['The', ' city', ' is', ' Paris', ',']);
});

test('a character that is cut between context and answer has no place in either', async () => {
  const half: LocalTokenizer = {
    ...longestFirst,
    spans: (ids) => {
      const shown = ids.length === 2 ? '😀' : '\uFFFD'; // half of it by itself is no character
      return { text: shown, spans: Array.from(ids, () => ({ start: 0, end: shown.length })) };
    },
  };
  const backend = { ...createToyBackend(), tokenizer: half };
  const context = await readContext({ text: [1] }, backend);
  const joined = followedBy(context, [2], half);
  expect(joined.text).toBe('\uFFFD\uFFFD');
  expect(joined.spans).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ]);
});

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

test.each([
  ['TARGET_NOT_ONE_TOKEN', 'no tokens', { target: [] }],
  ['TARGET_NOT_ONE_TOKEN', 'no tokens', { target: '' }],
  ['TARGET_NOT_ONE_TOKEN', 'no tokens', { insteadOf: '' }],
  ['TARGET_NOT_ONE_TOKEN', 'insteadOf: " Paris and" is 2 tokens', { target: ' Rome', insteadOf: ' Paris and' }],
  ['TARGET_NOT_ONE_TOKEN', 'the target is 2 tokens', { target: ' Paris and', insteadOf: ' Rome' }],
  ['INVALID_OPTION', 'is the target itself', { target: ' Paris', insteadOf: 'Paris' }],
  ['INVALID_OPTION', 'is the target itself', { insteadOf: 'Paris' }],
  ['INVALID_OPTION', 'insteadOf: token ids', { insteadOf: 99_999 }],
  ['INVALID_OPTION', 'target: token ids', { target: [7, -1] }],
  ['INVALID_OPTION', 'either target or answer', { target: ' Paris', answer: 2 }],
  ['INVALID_OPTION', 'answer must be a whole number', { answer: 0 }],
  ['INVALID_OPTION', 'answer must be a whole number', { answer: 1.5 }],
  ['INVALID_OPTION', 'the target has 2 tokens', { target: ' Paris and', span: [1, 3] }],
  ['INVALID_OPTION', 'the target has 1 token)', { target: ' Paris', span: [0, 0] }],
  ['INVALID_OPTION', 'span must be', { target: ' Paris and', span: [-1, 1] }],
  ['INVALID_OPTION', 'take difference probability', { difference: 'hellinger', insteadOf: 'river' }],
  ['INVALID_OPTION', 'take difference probability', { difference: 'hellinger', target: ' in and', whole: true }],
  ['TEXT_TOO_LONG', 'text and answer together have 7', { answer: 2, backend: short() }],
  ['TEXT_TOO_LONG', 'text and target together have 8', { target: ' Paris and not', backend: short() }],
] satisfies [string, string, Partial<AttributeOptions>][])('%s: %s', async (code, words, options) => {
  const text = 'The capital of France is';
  const failure = attribute({ backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options });
  await expect(failure).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test('the last token of a target may stand just after the longest row', async () => {
  const text = 'The capital of France is';
  const limits = { evaluations: 20 };
  const own = { backend: short(), replacer: uniform, text, stopping: null, limits };
  expect((await attribute({ ...own, target: ' Paris' })).targets).toHaveLength(1);
  expect((await attribute({ ...own, target: ' Paris and', span: [0, 1] })).targets).toHaveLength(1);
});

/** Takes six tokens, the start token and the text's five. */
function short() {
  return createToyBackend({ supports: { maxContext: 6 } });
}
