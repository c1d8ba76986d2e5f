import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('docs/errors.md has the codes as the source has them', () => {
  const source = read('packages/core/src/interfaces/errors.ts').replaceAll(/^ \* /gm, '');
  expect(tableOf(read('docs/errors.md'))).toEqual(tableOf(source));
});

test('docs/read-a-result.md names every field of a result', () => {
  const { required } = JSON.parse(read('packages/result-schema/schema/attribution-1.schema.json')) as {
    required: string[];
  };
  for (const field of required) expect(read('docs/read-a-result.md')).toContain(`\`${field}`);
});

/** Cells of the rows that begin with a code, without the padding. */
function tableOf(text: string): string[][] {
  const rows = [...text.matchAll(/^\| `[A-Z_]+`.*$/gm)].map(([row]) => row.split('|').map((cell) => cell.trim()));
  if (rows.length === 0) throw new Error('no table of codes');
  return rows;
}
