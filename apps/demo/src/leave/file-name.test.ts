import { expect, test } from 'vitest';
import type { DemoRun } from '../settings.ts';
import { fileName } from './file-name.ts';

function nameFor(text: string, target: string): string {
  const run = { settings: { text, seed: 7 }, result: { targets: [{ text: target }] } };
  return fileName(run as unknown as DemoRun, 'json');
}

test.each([
  ['The capital of France is', ' Paris', 'reagent-the-capital-of-france-is-paris-seed-7.json'],
  ['../../etc/passwd\u0000', '<img>', 'reagent-etc-passwd-img-seed-7.json'],
  ['CON', '.', 'reagent-con-seed-7.json'],
  ['日本の首都は', '東京', 'reagent-seed-7.json'],
  ['Ünïcödé', '\u202egnp.exe', 'reagent-unicode-gnp-exe-seed-7.json'],
  ['word '.repeat(50), 'x', 'reagent-word-word-word-word-word-word-word-word-x-seed-7.json'],
])('%j → %j is kept as %s', (text, target, name) => {
  expect(nameFor(text, target)).toBe(name);
});
