import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
// Those for pages are run in one, by the tests of their package.
const examples = readdirSync(folder).filter((name) => name.endsWith('.ts') && !/(\.test|-in-a-page)\.ts$/.test(name));

// As a user runs them, but from source: nothing needs to be built before the tests.
const typescript = new URL('../tools/register-typescript.mjs', import.meta.url).href;
const flags = ['--conditions=@reagent/source', '--import', typescript];

test.each(examples)('%s runs and prints something', async (name) => {
  // Rejects where the exit code is not 0, with what the example wrote on stderr.
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(folder, name)], { cwd: folder });
  expect(stdout.trim()).not.toBe('');
});

test("the README's example is a whole program of at most ten lines", () => {
  const example = readFileSync(join(folder, 'first-attribution.ts'), 'utf8');
  const readme = readFileSync(join(folder, '..', 'README.md'), 'utf8');
  expect(readme).toContain(`\n\`\`\`ts examples/first-attribution.ts\n${example}\`\`\`\n`);
  expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
});

/** Lines of code: what is no import, no comment and not empty. */
function linesOf(name: string): number {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines.filter((line) => !/^\s*(import\b|\/\/|\/\*|\*|$)/.test(line)).length;
}

test.each([
  ['three-lines.ts', 3],
  ['enough-rows.js', 5],
  ['synonyms.js', 10],
  ['backend-around-logits.ts', 15],
])('%s takes at most %d lines', (name, most) => {
  expect(linesOf(name)).toBeLessThanOrEqual(most);
});
