import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { commandOutput, pictureFile } from './command-output.ts';
import { terminalSvg } from './terminal-svg.ts';

test('the README’s picture is of what the command line prints today (npm run picture writes it)', async () => {
  const picture = readFileSync(pictureFile, 'utf8');
  expect(wordsOf(textOf(picture))).toBe(wordsOf(stripVTControlCharacters(await commandOutput())));
});

test('colours, backgrounds, bold and markup in tokens arrive', () => {
  const svg = terminalSvg('a\u001b[48;5;25m\u001b[38;5;231m\u001b[1m<b>\u001b[22m\u001b[39m\u001b[49m', {
    columns: 9,
    title: '&',
  });
  expect(svg).toContain('fill="rgb(0, 95, 175)"');
  expect(svg).toMatch(/fill="rgb\(255, 255, 255\)" font-weight="bold"[^>]*>&lt;b&gt;</);
  expect(svg).toContain('<title>&amp;</title>');
  expect(textOf(svg)).toBe('a<b>');
});

function textOf(svg: string): string {
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
  return texts.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Numbers, and bars with them, may differ in the last digit between machines. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/\s/g, '')
    .replaceAll(/[+-]?\d+(\.\d+)?/g, '0')
    .replaceAll(/█+/g, '█');
}
