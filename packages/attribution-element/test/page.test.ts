import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHtml } from '@reagent/report';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumOptions, hasChromium } from '../../../tools/chromium.ts';
import { exampleResult, tokensOf } from './example-results.ts';
import { openPage } from './open-page.ts';

const hostile = [
  '</script><script>window.ran = 1</script>',
  '<img src="https://example.org/x.png" onerror="window.ran = 1">',
  '</title></style></reagent-attribution><iframe src="https://example.org"></iframe>',
  '" onfocus="window.ran = 1" autofocus tabindex="0',
  '<!--<script>\u0000\ud83d\u202e\u001b[31m',
];
const path = [0, 1, 2].map((step) => ({
  step,
  evaluations: 10 * step,
  importance: [[0.2, 0.1 * step, 0.1, 0.3, 0.1]],
}));

describe.skipIf(!hasChromium)('the page in a browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reagent-page-'));
    browser = await chromium.launch(chromiumOptions);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (...[html, options]: [string, Parameters<typeof openPage>[3]?]) =>
    openPage(browser, folder, html, options);
  const texts = (page: Page, selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

  test('hostile tokens run nothing and ask for nothing, in every view', async () => {
    const base = exampleResult(2);
    const tokens = tokensOf([...hostile, ' of']);
    const targets = base.targets.map((target) => ({ ...target, text: hostile.join('') }));
    const text = [...hostile, ' of'].join('');
    const settings = { preset: hostile[1] ?? '', seed: hostile[0] ?? '' };
    const { page, deeds } = await open(renderHtml(exampleResult(2, { text, tokens, targets, settings })));
    for (const view of ['Importance', 'Words', 'Sentences', 'Tokens', 'Effect'])
      await page.getByLabel(view, { exact: true }).check();
    expect(await texts(page, '[role=option]')).toHaveLength(5);
    expect((await texts(page, '[role=option]'))[0]).toContain('</script><script>window.ran = 1</script>');
    expect(
      await page.evaluate('[window.ran, document.scripts.length, document.querySelectorAll("img, iframe").length]'),
    ).toEqual([
      undefined, // nothing ran
      2,
      0,
    ]);
    expect(deeds).toEqual([]);
    await page.close();
  });

  test('the policy would refuse a script and an image that got in all the same', async () => {
    const { page, deeds } = await open(renderHtml(exampleResult(1)));
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      const image = new Image();
      image.src = 'https://example.org/x.png';
      document.body.append(script, image);
    })()`);
    expect(await page.evaluate('window.ran')).toBe(undefined);
    expect(deeds.filter((deed) => deed.startsWith('request:'))).toEqual([]);
    expect(deeds.join('\n')).toMatch(/Content Security Policy/);
    await page.close();
  });

  test('numbers on hover and focus; arrow keys move through the text', async () => {
    const { page, deeds } = await open(renderHtml(exampleResult(1)));
    await page.getByRole('option', { name: /^" France"/ }).hover();
    expect(await texts(page, '.details')).toEqual([
      '" France" effect +10.3 log-odds, 95 % interval [+9.8, +10.8]; importance 20.0 %; stands out — strongly for',
    ]);
    await page.mouse.move(0, 0);
    expect((await texts(page, '.details'))[0]).toContain('Point at');
    await page.getByLabel('Tokens', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect((await texts(page, '.details'))[0]).toContain('" of" effect -4.1');
    await page.keyboard.press('End');
    expect((await texts(page, '.details'))[0]).toContain('" is" effect +1.5');
    expect(deeds).toEqual([]);
    await page.close();
  });

  test('the slider marks fewer pieces or more; lines alone leave the ground as it is', async () => {
    const { page } = await open(renderHtml(exampleResult(1)));
    const marked = (): Promise<string[]> => texts(page, '[role=option]:is([class*=for-], [class*=against-])');
    const slider = page.getByRole('slider', { name: 'How many pieces are marked' });
    expect(await marked()).toEqual(['capital', 'of', 'France', 'is']);
    await slider.press('Home');
    expect(await marked()).toEqual(['capital', 'of', 'France']);
    expect(await slider.getAttribute('aria-valuetext')).toBe('only the strongest');
    await slider.press('End');
    expect(await page.getByRole('option', { name: /^" is".*clearly for$/ }).count()).toBe(1);
    const ground = (): Promise<unknown> =>
      page.evaluate(`(() => {
        const unit = document.querySelector('reagent-attribution').shadowRoot.querySelector('.context .for-3');
        const { backgroundColor, textDecorationLine } = getComputedStyle(unit);
        return backgroundColor + ' ' + textDecorationLine;
      })()`);
    expect(await ground()).toBe('rgb(8, 81, 156) underline');
    await page.getByLabel('Lines only').check();
    expect(await ground()).toBe('rgba(0, 0, 0, 0) underline');
    await page.close();
  });

  test('a piece is chosen by a click, by Enter and by the space bar: the page is told of its tokens', async () => {
    const base = exampleResult(1);
    const tokens = tokensOf(['The', ' cap', 'ital', ' of', ' it']);
    const { page } = await open(renderHtml({ ...base, text: 'The capital of it', tokens }));
    await page.evaluate(`
      window.chosen = [];
      document.addEventListener('reagent-unit-chosen', ({ detail }) => chosen.push(detail));
    `);
    await page.getByRole('option', { name: /^" of"/ }).click();
    await page.getByLabel('Words', { exact: true }).check();
    await page.getByRole('option', { name: /^"The"/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(' ');
    expect(await page.evaluate('chosen')).toEqual([
      { tokens: [3], target: 0 },
      { tokens: [1, 2], target: 0 },
      { tokens: [0], target: 0 },
    ]);
    await page.close();
  });

  test('words and sentences switch at once, with sums', async () => {
    const base = exampleResult(1);
    const tokens = tokensOf(['The', ' cap', 'ital', ' of', ' it']);
    const { page } = await open(renderHtml({ ...base, text: 'The capital of it', tokens }));
    expect(await texts(page, '[role=option]')).toEqual(['The', 'cap', 'ital', 'of', 'it']);
    await page.getByLabel('Words', { exact: true }).check();
    expect(await texts(page, '[role=option]')).toEqual(['The', 'capital', 'of', 'it']);
    expect(await page.getByRole('row', { name: '" capital"' }).innerText()).toContain('+3.8');
    await page.getByLabel('Sentences', { exact: true }).check();
    expect(await texts(page, '[role=option]')).toEqual(['The capital of it']);
    await page.getByLabel('Importance', { exact: true }).check();
    expect(await page.getByRole('row', { name: '"The capital of it"' }).innerText()).toContain('100.0 %');
    await page.close();
  });

  test('an answer is a heat map; a cell chooses its target, by mouse and by keys', async () => {
    const { page } = await open(renderHtml(exampleResult(3)));
    const grid = page.getByRole('grid');
    expect(await grid.getByRole('columnheader').allInnerTexts()).toEqual(['" of"', '" course"', '"."']);
    expect(await grid.getByRole('row').count()).toBe(8);
    // What comes after a target is none of its context.
    expect(await page.locator('.heat td.none').count()).toBe(3);
    await grid.getByRole('gridcell', { name: '+10.3' }).nth(1).click();
    expect(await texts(page, '.target')).toEqual(['" course"']);
    await page.keyboard.press('ArrowRight');
    expect(await texts(page, '.target')).toEqual(['"."']);
    await page.evaluate(`document.addEventListener('reagent-unit-chosen', ({ detail }) => (window.chosen = detail))`);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('chosen')).toEqual({ tokens: [3], target: 2 });
    await page.close();
  });

  test.each([
    ['one target, light', 1, { colorScheme: 'light' }],
    ['one target, dark', 1, { colorScheme: 'dark' }],
    ['an answer, light', 6, { colorScheme: 'light' }],
    ['an answer, dark, on a phone', 6, { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
  ] as const)('axe finds nothing serious: %s', async (_, targets, options) => {
    const { page } = await open(renderHtml(exampleResult(targets, targets === 1 ? { path } : {})), options);
    for (const view of ['Effect', 'Importance']) {
      await page.getByLabel(view, { exact: true }).check();
      await page.evaluate(axe.source);
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      const found = violations.map(
        ({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found.filter((violation) => /^(serious|critical)/.test(violation))).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.close();
  });

  test('without scripts the picture is there', async () => {
    const { page } = await open(renderHtml(exampleResult(1)), { javaScriptEnabled: false });
    expect(await page.getByRole('img', { name: 'What " of" rests on' }).isVisible()).toBe(true);
    await page.close();
  });
});
