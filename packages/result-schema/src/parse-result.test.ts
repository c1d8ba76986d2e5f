import { readFileSync } from 'node:fs';
import { ReagentError } from '@reagent/core';
import { expect, test } from 'vitest';
import { parseResult } from './parse-result.ts';

const json = readFileSync(new URL('../fixtures/attribution-1.json', import.meta.url), 'utf8');
// As the first version of the program wrote it.
const first = readFileSync(new URL('../fixtures/attribution-1-first.json', import.meta.url), 'utf8');

test('gives a result back as it was', () => {
  expect(parseResult(json)).toEqual(JSON.parse(json));
  expect(parseResult(JSON.parse(json))).toEqual(JSON.parse(json));
});

test('takes the first result that was ever written', () => {
  const parsed = parseResult(first);
  expect(parsed).toMatchObject(JSON.parse(first));
  expect(parsed.replacement).toEqual({ coverage: 1, fallbacks: 0 });
  expect(parsed.tokens.map(({ template, answer }) => template || answer)).not.toContain(true);
});

test('takes a result from before there were chats: no token is of a template', () => {
  expect(parseResult(json.replaceAll('"template":false,', ''))).toEqual(JSON.parse(json));
});

test('takes a result from before there were answers and contrasts: one token is explained', () => {
  const old = JSON.parse(json.replaceAll('"answer":false,', ''));
  const { span: _, insteadOf: __, converged: ___, ...target } = old.targets[0];
  const [parsed] = parseResult({ ...old, targets: [target] }).targets;
  expect(parsed).toEqual({ ...target, span: null, insteadOf: null, converged: null });
  expect(parseResult({ ...old, targets: [target] }).tokens).toEqual(JSON.parse(json).tokens);
});

test('takes a result from before bounds were counted: none is claimed', () => {
  expect(parseResult(json.replaceAll('"bounds":0,', ''))).toEqual(JSON.parse(json));
});

test('takes a result of units', () => {
  const units = [{ name: null, text: 'The capital', tokens: [0, 1] }];
  expect(parseResult({ ...JSON.parse(json), units })).toEqual({ ...JSON.parse(json), units });
});

test('leaves out what version 1 does not know', () => {
  expect(parseResult({ ...JSON.parse(json), later: 1 })).toEqual(JSON.parse(json));
});

// What is wrong, the field that is set, its value, and where the error must point.
test.each([
  ['another schema', ['schema'], 'reagent/golden/1', 'schema: '],
  ['an older version that never was', ['schema'], 'reagent/attribution/0', 'schema: '],
  ['a missing field', ['cost', 'seconds'], undefined, 'cost.seconds: '],
  ['a probability above 1', ['targets', 0, 'probability'], 1.5, 'targets[0].probability: '],
  ['NaN as JSON writes it', ['importance', 0, 1], null, 'importance[0][1]: '],
  ['a text for a number', ['effect', 0, 1, 'low'], '5', 'effect[0][1].low: '],
  ['an unknown end', ['endedBy'], 'bored', 'endedBy: '],
  ['no target', ['targets'], [], 'targets: '],
  ['rows of another number', ['effect'], [], 'effect: 0 rows for 1 targets'],
  ['a short row', ['importance', 0], [1], 'importance[0]: 1 values for 5 tokens'],
  [
    'a unit beyond the text',
    ['units'],
    [{ name: null, text: '', tokens: [9] }],
    'units: position 9 is beyond the 5 tokens',
  ],
  [
    'a token in two units',
    ['units'],
    [
      { name: null, text: '', tokens: [1] },
      { name: null, text: '', tokens: [0, 1] },
    ],
    'units: position 1 is in two units',
  ],
  ['a position beyond the text', ['rationale', 0], [7], 'rationale[0]: a position beyond the 5 tokens'],
  ['an offset beyond the text', ['tokens', 4, 'end'], 99, 'tokens[4]: start and end are not a part of the text'],
])('refuses %s and says where', (_, path, value, where) => {
  const broken = JSON.parse(json);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], broken);
  parent[path.at(-1)!] = value;
  const error = thrownBy(() => parseResult(broken));
  expect(ReagentError.isInstance(error) && error.code).toBe('INVALID_INPUT');
  expect(String(error)).toContain(`reagent/attribution/1: ${where}`);
});

test('says of a newer version that it is newer', () => {
  const error = thrownBy(() => parseResult({ ...JSON.parse(json), schema: 'reagent/attribution/2', later: 1 }));
  expect(ReagentError.isInstance(error) && error.code).toBe('INVALID_INPUT');
  expect(String(error)).toContain(
    'reagent/attribution/2 is newer than this program: it reads up to reagent/attribution/1',
  );
});

test.each(['', '{', 'null', '[]', '"x"'])('refuses %j', (text) => {
  const error = thrownBy(() => parseResult(text));
  expect(ReagentError.isInstance(error) && error.code).toBe('INVALID_INPUT');
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
