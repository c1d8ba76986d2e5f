import { ReagentError } from '@reagent/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DemoSettings } from '../settings.ts';
import { deflated } from './deflate.ts';
import { decodeLink, encodeLink } from './link.ts';

const settings: DemoSettings = {
  ...{ text: 'The capital of France is', target: null, insteadOf: null, unit: 'token', replacer: 'roberta' },
  ...{ seed: 1, evaluations: 200, model: 'tiny' },
};

/** Any UTF-16: halves of surrogate pairs, controls, quotes and all. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom('\u0000\ud800\u202e</script>', '"\'`$(ls)\\\n#&?=%', '😀'.repeat(2000)),
);
const tokenId = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }));
const anySettings: fc.Arbitrary<DemoSettings> = fc.record({
  text: anyText,
  target: tokenId,
  insteadOf: tokenId,
  unit: fc.constantFrom('token', 'word', 'sentence'),
  replacer: fc.constantFrom('random', 'roberta'),
  seed: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  evaluations: fc.integer({ min: 1, max: 1_000_000 }),
  model: fc.constantFrom('tiny' as const, { hub: 'onnx-community/pythia-14m-ONNX', dtype: 'fp32' }),
});

async function problem(fragment: string): Promise<string> {
  const error: unknown = await decodeLink(fragment).catch((thrown: unknown) => thrown);
  if (!ReagentError.isInstance(error)) throw new Error('no problem was told', { cause: error });
  expect(error.code).toBe('INVALID_INPUT');
  return error.message;
}

/** A link that holds this, whatever it is. */
async function linkOf(content: unknown): Promise<string> {
  const bytes = await deflated(new TextEncoder().encode(JSON.stringify(content)));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `#run=1.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

test('a link gives back exactly the settings that it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(anySettings, async (own) => {
      const link = await encodeLink(own);
      expect(link).toMatch(/^run=1\.[\w-]+$/); // nothing in it needs an escape
      expect(await decodeLink(`#${link}`)).toEqual(own);
    }),
    { numRuns: 200 },
  );
});

test('a link is short, and a long text takes less room than itself', async () => {
  expect((await encodeLink(settings)).length).toBeLessThan(120);
  const text = 'Call me Ishmael. Some years ago, never mind how long precisely. '.repeat(1000);
  expect((await encodeLink({ ...settings, text })).length).toBeLessThan(text.length / 50);
  expect(await decodeLink(`#${await encodeLink({ ...settings, text })}`)).toEqual({ ...settings, text });
});

test('another fragment is no link of this page', async () => {
  for (const fragment of ['', '#', '#top', '#text=run=1.x']) expect(await decodeLink(fragment)).toBeNull();
});

test('no change of a character goes unnoticed, nor does a part that is missing', async () => {
  const link = `#${await encodeLink(settings)}`;
  for (let at = '#run=1.'.length; at < link.length; at++) {
    expect(await problem(link.slice(0, at))).toContain('this link is damaged');
    const other = link[at] === 'A' ? 'B' : 'A';
    const changed = await decodeLink(link.slice(0, at) + other + link.slice(at + 1)).catch(() => null);
    // The last character of base64 may hold bits that stand for nothing.
    if (changed !== null) expect([at, changed]).toEqual([link.length - 1, settings]);
  }
});

test.each([
  ['#run=1.', 'damaged'],
  ['#run=1.%%%', 'damaged'],
  ['#run=x', 'damaged'],
  ['#run=2.eJw', 'this link is of version 2, and this page reads version 1'],
])('%s is said to be what it is', async (fragment, words) => {
  expect(await problem(fragment)).toContain(words);
});

const content: readonly unknown[] = ['x', null, null, 'token', 'random', 0, 10, 'tiny'];
test.each([
  [{ text: 'x' }, 'damaged'],
  [content.slice(1), 'damaged'],
  [content.with(0, 7), 'the text must be a text'],
  [content.with(0, 'x'.repeat(100_001)), 'at most 100000 characters'],
  [content.with(1, -1), 'the target must be a whole number from 0'],
  [content.with(2, '3'), 'the other token must be a whole number'],
  [content.with(3, 'auto'), 'the unit must be one of token, word, sentence'],
  [content.with(4, './mine.js'), 'the replacer must be one of random, roberta'],
  [content.with(5, 0.5), 'the seed must be a whole number'],
  [content.with(6, 0), 'the number of evaluations must be a whole number from 1'],
  [content.with(7, 'https://example.org/'), 'the model must be the tiny one'],
  [content.with(7, ['https://example.org/a', 'fp32']), 'the model must be the tiny one'],
  [content.with(7, ['owner/..', 'fp32']), 'the model must be the tiny one'],
  [content.with(7, ['owner/name', '../x']), 'the model must be the tiny one'],
])('a link that holds what is no setting says what is wrong: %#', async (held, words) => {
  expect(await problem(await linkOf(held))).toContain(words);
});

test('a small link does not unfold without end', async () => {
  const link = await linkOf(content.with(0, ' '.repeat(50_000_000)));
  expect(link.length).toBeLessThan(100_000);
  expect(await problem(link)).toContain('damaged');
});

test('no link is made that could not be read', async () => {
  await expect(encodeLink({ ...settings, text: 'x'.repeat(100_001) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
