import { expect, test } from 'vitest';
import { missingChangesets, namesIn } from './missing-changesets.ts';

const changed = (name: string, ...files: string[]) => ({ name, files, released: false });
const changeset =
  "---\n'@reagent/core': minor\n\"@reagent/tiny\": patch\n---\n\nWhat's new: '@reagent/report': minor\n";

test('names stand in the front matter only', () => {
  expect(namesIn(changeset)).toEqual(['@reagent/core', '@reagent/tiny']);
  expect(namesIn('---\n---\n\nnothing to release\n')).toEqual([]);
  expect(namesIn('no front matter: minor\n')).toEqual([]);
});

test('a package that changed and is not named is missing', () => {
  const changes = [
    changed('@reagent/core', 'src/a.ts'),
    changed('@reagent/report', 'src/b.ts'),
    changed('@reagent/tiny'),
  ];
  expect(missingChangesets(changes, [changeset])).toEqual(['@reagent/report']);
  expect(missingChangesets(changes, [])).toEqual(['@reagent/core', '@reagent/report']);
});

test('what users cannot notice needs none', () => {
  const files = ['src/a.test.ts', 'test/b.ts', 'src/deep/fixtures/c.json', 'fixtures/d.json', 'CHANGELOG.md'];
  expect(missingChangesets([changed('@reagent/core', ...files)], [])).toEqual([]);
  expect(missingChangesets([changed('@reagent/core', ...files, 'README.md')], [])).toEqual(['@reagent/core']);
});

test('a package whose version has moved is being released', () => {
  expect(missingChangesets([{ name: '@reagent/core', files: ['src/a.ts'], released: true }], [])).toEqual([]);
});
