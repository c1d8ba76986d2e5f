import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withSection } from './marked-section.ts';
import { markers } from './study/table.ts';

const guide = await readFile(new URL('../docs/evaluation.md', import.meta.url), 'utf8');

it('replaces the section of the guide and nothing else', () => {
  const changed = withSection(guide, markers, 'the new figures');
  expect(changed).toContain('the new figures');
  const [head, tail] = changed.split('the new figures') as [string, string];
  expect(guide.startsWith(head.trimEnd())).toBe(true);
  expect(guide.endsWith(tail.trimStart())).toBe(true);
  expect(withSection(changed, markers, 'newer')).toBe(withSection(guide, markers, 'newer'));
});

it('refuses a document without the markers', () => {
  expect(() => withSection('# A guide', markers, 'x')).toThrow('has no lines');
});

it('goes to the end of a document without a second marker', () => {
  const open = { begin: '<!-- figures -->', end: null };
  expect(withSection('# A guide\n\n<!-- figures -->\n\nold', open, 'new')).toBe('# A guide\n\n<!-- figures -->\n\nnew');
  expect(() => withSection('# A guide', open, 'x')).toThrow('has no lines');
});
