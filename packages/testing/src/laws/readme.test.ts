import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { backendLaws, criterionLaws, maskedModelLaws, replacerLaws } from '../index.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

it.each([
  ['a backend', backendLaws],
  ['a replacer', replacerLaws],
  ['a stopping criterion', criterionLaws],
  ['a masked model', maskedModelLaws],
] as const)('the README lists the laws of %s, in their order', (title, laws) => {
  const table = readme.split(new RegExp(`^\\| laws of ${title} .*\\n.*\\n`, 'mu'))[1]!.split('\n\n')[0]!;
  const names = table.split('\n').map((line) => line.split('|')[1]!.trim());
  expect(names).toEqual(laws.map(({ name }) => name));
});
