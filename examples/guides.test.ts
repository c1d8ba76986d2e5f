import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// Code in guides and READMEs is type-checked and run because it is an excerpt of an example: a fence names its file.
const root = fileURLToPath(new URL('..', import.meta.url));

interface Fence {
  readonly document: string;
  readonly file: string;
  readonly code: string;
}

function documents(): string[] {
  const list = (folder: string): string[] => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []);
  const guides = list('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  const readmes = ['packages', 'apps'].flatMap((folder) => list(folder).map((name) => `${folder}/${name}/README.md`));
  return ['README.md', ...guides, ...readmes].filter((document) => existsSync(join(root, document)));
}

function fencesOf(document: string): Fence[] {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/^```ts (examples\/\S+)\n(.*?)^```$/gms)].map(([, file = '', code = '']) => {
    return { document, file, code };
  });
}

const fences = documents().flatMap(fencesOf);

it('the guides have excerpts of examples', () => {
  expect(fences.map(({ document }) => document)).toContain('docs/write-a-replacer.md');
  expect(fences.map(({ document }) => document)).toContain('docs/write-a-stopping-criterion.md');
});

it.each(fences)('$document shows $file as it is', ({ file, code }) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(code);
});
