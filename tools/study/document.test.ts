import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withSection } from './document.ts';

const guide = await readFile(new URL('../../docs/evaluation.md', import.meta.url), 'utf8');

it('replaces the section of the guide and nothing else', () => {
  const changed = withSection(guide, 'the new figures');
  expect(changed).toContain('the new figures');
  const [head, tail] = changed.split('the new figures') as [string, string];
  expect(guide.startsWith(head.trimEnd())).toBe(true);
  expect(guide.endsWith(tail.trimStart())).toBe(true);
  expect(withSection(changed, 'newer')).toBe(withSection(guide, 'newer'));
});

it('refuses a document without the markers', () => {
  expect(() => withSection('# A guide', 'x')).toThrow('has no lines');
});
