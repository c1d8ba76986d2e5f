import { expect, test } from 'vitest';
import {
  attribute,
  defineReplacer,
  ReagentError,
  regroup,
  type AttributeOptions,
  type AttributionResult,
  type Replacer,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const text = 'Anna lives in Rome now . The capital of France is';
const words = [...new Set([...text.split(' '), 'Paris', 'river', 'city', 'big', 'new', 'friend', '.'])];
const id = (word: string): number => words.indexOf(word);

/** Says Paris where France stands in the context. */
const model = {
  vocab: words.length,
  div: 64,
  scale: 1,
  bonuses: [],
  pairs: [],
  cues: [{ id: id('France'), token: id('Paris'), add: 6 }],
};

/** The contexts that the model was asked about, as texts. */
function watched(): { backend: AttributeOptions['backend']; asked: string[] } {
  const backend = createToyBackend({ model, words, specialTokens: [] });
  const asked: string[] = [];
  return {
    asked,
    backend: {
      ...backend,
      score: (request) => {
        const { ids, rows, length } = request.contexts;
        for (let row = 0; row < rows; row++) {
          asked.push(backend.tokenizer.decode(ids.slice(row * length, (row + 1) * length)));
        }
        return backend.score(request);
      },
    },
  };
}

async function run(options: Partial<AttributeOptions> = {}): Promise<{ result: AttributionResult; asked: string[] }> {
  const { backend, asked } = watched();
  const result = await attribute({ backend, replacer: uniform, text, target: id('Paris'), stopping: null, ...options });
  return { result, asked };
}

/** [row] where it differs from the text. */
function changes(asked: readonly string[]): number[][] {
  const original = text.split(' ');
  return asked.map((row) => row.split(' ').flatMap((word, at) => (word === original[at] ? [] : [at])));
}

async function codeOf(options: Partial<AttributeOptions>): Promise<string> {
  const error: unknown = await run(options).catch((thrown: unknown) => thrown);
  return ReagentError.isInstance(error) ? `${error.code}: ${error.message}` : 'none';
}

test('a sentence is replaced as one, at the same length', async () => {
  const { result, asked } = await run({ unit: 'sentence', limits: { evaluations: 40 } });
  expect(result.units?.map((unit) => unit.text)).toEqual(['Anna lives in Rome now .', ' The capital of France is']);
  const sets = new Set(changes(asked).map((positions) => positions.join()));
  expect([...sets].sort()).toEqual(['', '0,1,2,3,4,5', '0,1,2,3,4,5,6,7,8,9,10', '6,7,8,9,10'].sort());
  expect(result.cost.evaluations).toBe(40);
});

test('each token has the effect of its unit, and importance in equal shares', async () => {
  const { result } = await run({ unit: 'sentence', limits: { evaluations: 40 } });
  const [effects = [], importance = []] = [result.effect[0], result.importance[0]];
  expect(new Set(effects.slice(0, 6).map((effect) => JSON.stringify(effect))).size).toBe(1);
  expect(effects[6]?.estimate).toBeGreaterThan(4);
  expect(effects[10]).toEqual(effects[6]);
  expect(importance[6]).toBe(importance[10]);
  expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(result.settings).toMatchObject({ unit: 'sentence' });
});

test('words of one token each give the numbers of tokens', async () => {
  const plain = (await run({ limits: { evaluations: 60 } })).result;
  const byWord = (await run({ unit: 'word', limits: { evaluations: 60 } })).result;
  expect(plain).not.toHaveProperty('units');
  expect(byWord.units).toHaveLength(11);
  expect(byWord.effect).toEqual(plain.effect);
  expect(byWord.importance).toEqual(plain.importance);
});

test('what a regular expression does not match is never replaced', async () => {
  const { result, asked } = await run({ unit: /Anna|France is/, limits: { evaluations: 30 } });
  expect(result.units?.map((unit) => unit.tokens)).toEqual([[0], [9, 10]]);
  expect(new Set(changes(asked).flat())).toEqual(new Set([0, 9, 10]));
  expect(result.tokens.map((token) => token.pinned)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((at) => ![0, 9, 10].includes(at)),
  );
  expect(result.effect[0]?.[1]).toBeNull();
  expect(result.settings).toMatchObject({ unit: '/Anna|France is/' });
});

test('named parts are units, several places of one name as one; all else stays', async () => {
  const parts = [
    { name: 'who', part: 'Anna' },
    { name: 'places', part: /Rome|France/ },
    { name: 'verb', part: { start: 5, end: 10 } },
  ];
  const { result, asked } = await run({ parts, limits: { evaluations: 60 } });
  expect(result.units).toEqual([
    { name: 'who', text: 'Anna', tokens: [0] },
    { name: 'verb', text: ' lives', tokens: [1] },
    { name: 'places', text: ' Rome … France', tokens: [3, 9] },
  ]);
  const sets = changes(asked);
  expect(new Set(sets.flat())).toEqual(new Set([0, 1, 3, 9]));
  for (const positions of sets) expect(positions.includes(3)).toBe(positions.includes(9));
  expect(result.effect[0]?.[9]?.estimate).toBeGreaterThan(4);
  expect(result.settings).toMatchObject({
    unit: 'part',
    parts: [
      { name: 'who', part: 'Anna' },
      { name: 'places', part: { pattern: 'Rome|France', flags: '' } },
      { name: 'verb', part: { start: 5, end: 10 } },
    ],
  });
});

test('named parts beside other units', async () => {
  const { result } = await run({
    unit: 'word',
    parts: [{ name: 'place', part: 'in Rome' }],
    limits: { evaluations: 30 },
  });
  expect(result.units).toHaveLength(10);
  expect(result.units?.[2]).toEqual({ name: 'place', text: ' in Rome', tokens: [2, 3] });
});

test('a pin is never replaced, by itself or as part of a unit', async () => {
  const pin = ['lives in', /Fr\w+/, { start: 0, end: 1 }];
  const { result, asked } = await run({ unit: 'sentence', pin, limits: { evaluations: 30 } });
  expect(new Set(changes(asked).flat())).toEqual(new Set([3, 4, 5, 6, 7, 8, 10]));
  expect(result.tokens.flatMap((token, at) => (token.pinned ? [at] : []))).toEqual([0, 1, 2, 9]);
  expect(result.effect[0]?.[9]).toBeNull();
  const plain = (await run({ pin, limits: { evaluations: 30 } })).result;
  expect(plain).not.toHaveProperty('units');
  expect(plain.tokens.map((token) => token.pinned)).toEqual(result.tokens.map((token) => token.pinned));
  expect(plain.settings['pin']).toEqual(['lives in', { pattern: 'Fr\\w+', flags: '' }, { start: 0, end: 1 }]);
});

test('all of it pinned leaves nothing to replace', async () => {
  expect((await run({ pin: [/[^]+/] })).result.endedBy).toBe('nothing-to-replace');
});

test('one token of a unit without a substitute pins the unit', async () => {
  const replacer: Replacer = defineReplacer(
    'no names',
    ({ candidates, random }) => candidates[random.integer(candidates.length)],
    {
      replaceable: ({ token }) => token !== id('Anna'),
    },
  );
  const { result } = await run({ replacer, unit: 'sentence', limits: { evaluations: 30 } });
  expect(result.tokens.map((token) => token.pinned).indexOf(false)).toBe(6);
  expect(result.replacement.coverage).toBe(0.5);
});

test('tokens of an answer stand alone, also within a sentence', async () => {
  const { result } = await run({ unit: 'sentence', target: [id('Paris'), id('river')], limits: { evaluations: 60 } });
  expect(result.units?.map((unit) => unit.tokens)).toEqual([[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11]]);
  expect(result.effect[1]?.[11]).not.toBeNull();
});

test('the default limit counts units', async () => {
  const long = Array.from({ length: 20 }, () => 'Anna lives in Rome .').join(' ');
  const plain = await run({ text: long });
  expect(plain.result.cost.evaluations).toBe(300);
  expect((await run({ text: long, unit: 'sentence' })).result.cost.evaluations).toBe(200);
});

test('what cannot be is refused', async () => {
  expect(await codeOf({ unit: 'syllable' as 'word' })).toMatch(
    /^INVALID_OPTION: unit: there is no "syllable"; the units are token, word/,
  );
  expect(await codeOf({ unit: 'part' })).toMatch(/^INVALID_OPTION: unit: "part"/);
  expect(await codeOf({ pin: ['Madrid'] })).toBe('INVALID_OPTION: pin: the text has no "Madrid"');
  expect(await codeOf({ pin: [''] })).toBe('INVALID_OPTION: pin: the text has no ""');
  expect(await codeOf({ pin: [{ start: 3, end: 900 }] })).toMatch(
    /^INVALID_OPTION: pin: offsets must be 0 ≤ start < end ≤ 49/,
  );
  expect(await codeOf({ parts: [{ name: 'x', part: 'ives' }] })).toMatch(/^INVALID_OPTION: parts: "x": no token/);
  expect(
    await codeOf({
      parts: [
        { name: 'x', part: 'lives in' },
        { name: 'y', part: 'in Rome' },
      ],
    }),
  ).toMatch(/^INVALID_OPTION: parts: "y" and "x" share a token/);
});

test('regrouped after the run: importance and effects add up, and a unit stays whole', async () => {
  const { result } = await run({ limits: { evaluations: 60 } });
  const sentences = regroup(result, 'sentence');
  expect(sentences.tokens.map((token) => token.text)).toEqual([
    'Anna lives in Rome now .',
    ' The capital of France is',
  ]);
  expect(sentences.tokens[1]).toMatchObject({ start: 24, end: 49, pinned: false });
  expect(sentences.targets[0]?.position).toBe(2);
  const estimates = (result.effect[0] ?? []).map((effect) => effect?.estimate ?? 0);
  expect(sentences.effect[0]?.[1]?.estimate).toBeCloseTo(
    estimates.slice(6).reduce((a, b) => a + b, 0),
    12,
  );
  expect(sentences.effect[0]?.[1]?.low).toBeNull();
  expect(sentences.importance[0]?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  expect(regroup(result, 'token')).toEqual(result);

  const units = (await run({ unit: 'sentence', limits: { evaluations: 40 } })).result;
  const same = regroup(units, 'word');
  expect(same.tokens.map((token) => token.text)).toEqual(sentences.tokens.map((token) => token.text));
  expect(same.effect[0]).toEqual([units.effect[0]?.[0], units.effect[0]?.[6]]);
  expect(same).not.toHaveProperty('units');
});

test('regrouped, a named part keeps its name, and the answer is not part of the text’s last sentence', async () => {
  const { result } = await run({
    unit: 'word',
    parts: [{ name: 'place', part: 'in Rome' }],
    target: [id('Paris'), id('river')],
  });
  const words = regroup(result, 'token');
  expect(words.tokens.map((token) => token.text)).toContain('place');
  const sentences = regroup(result, 'sentence');
  expect(sentences.tokens.map((token) => token.text)).toEqual([
    'Anna lives … now .',
    'place',
    ' The capital of France is',
    ' Paris',
  ]);
});
