import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { attributionJsonSchema } from './json-schema.ts';

const published = JSON.parse(
  readFileSync(new URL('../schema/attribution-1.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const example = JSON.parse(readFileSync(new URL('../fixtures/attribution-1.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(published);

test('the published file is what the schema gives today (npm run schema writes it)', () => {
  expect(published).toEqual(attributionJsonSchema());
});

test('an independent validator takes a result', () => {
  validate(example);
  expect(validate.errors).toBeNull();
});

test.each([
  ['another version', { schema: 'reagent/attribution/2' }],
  ['an effect without its interval', { effect: [[{ estimate: 1 }]] }],
  ['a share above 1', { importance: [[1.1]] }],
  ['settings that are no object', { settings: 'default' }],
  ['no target', { targets: [] }],
])('an independent validator refuses %s', (_, change) => {
  expect(validate({ ...example, ...change })).toBe(false);
});

test.each(Object.keys(example))('an independent validator misses %s', (field) => {
  const { [field]: _, ...rest } = example;
  expect(validate(rest)).toBe(false);
});
