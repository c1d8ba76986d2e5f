import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumOptions, hasChromium } from '../../../tools/chromium.ts';
import { openPage } from './open-page.ts';

const patience = { timeout: 60_000 };
const examples = [
  'A capital',
  'A distractor',
  'Whole sentences',
  'A whole answer',
  'A quotation',
  'Three cities',
  'Rather than',
];
const marked = '[class*=for-], [class*=against-]';

/** Notes when the first example has its colours, by the clock of the page's own list of requests. */
const noteColours = `{
  const look = () => {
    const shadow = ['reagent-demo', 'demo-examples', 'demo-replay', 'reagent-attribution'].reduce(
      (root, name) => root?.querySelector(name)?.shadowRoot, document);
    if (shadow?.querySelector('.context .for-3')) performance.mark('coloured');
    else setTimeout(look);
  };
  look();
}`;

describe.skipIf(!hasChromium)('the built site in a browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions);
  });
  afterAll(() => browser?.close());

  const texts = (page: Page): Promise<string[]> => page.locator('demo-replay').getByRole('option').allInnerTexts();

  test('the first example has its colours before a model, a worker or the engine is asked for', async () => {
    const { page, misdeeds } = await openPage(browser, '', { initScript: noteColours });
    await page.locator('demo-own-text .next button').first().waitFor(patience);
    const asked = await page.evaluate<{ readonly name: string; readonly late: boolean }[]>(`(() => {
      const [coloured] = performance.getEntriesByName('coloured');
      return performance.getEntriesByType('resource').map(({ name, startTime }) =>
        ({ name: new URL(name).pathname, late: startTime > coloured.startTime }));
    })()`);
    const early = asked.filter(({ late }) => !late).map(({ name }) => name.replace(/-[\w-]{8}\./, '.'));
    expect(early.sort()).toEqual(['/a/folder/assets/index.css', '/a/folder/assets/index.js']);
    const late = asked.filter((request) => request.late).map(({ name }) => name);
    expect(late.some((name) => name.endsWith('/models/tiny/causal-lm/config.json'))).toBe(true);
    expect(late.some((name) => /\/worker-[\w-]+\.js$/.test(name))).toBe(true);
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });

  test('where nothing else arrives, the example is there with its numbers and its replay, and the page says what is missing', async () => {
    const { page } = await openPage(browser, '', { cut: (path) => !/^\/(assets\/index-|$)/.test(path) });
    await page.getByRole('option', { name: /^" France"/ }).hover();
    expect(await page.locator('demo-replay .details').innerText()).toMatch(/^" France" effect \+12\.1 log-odds/);
    const slider = page.getByRole('slider', { name: 'Texts that the model was asked about' });
    await slider.fill('0');
    expect(await page.locator('demo-replay').locator(`.context :is(${marked})`).count()).toBe(0);
    await slider.fill('20');
    expect(await page.locator('demo-replay').locator(`.context :is(${marked})`).count()).toBeGreaterThan(0);
    expect(await page.locator('demo-replay .tried').innerText()).toMatch(/“Paris”: 99\.5 % → \S/);
    expect(await page.getByRole('alert').innerText()).toContain('The rest of the page could not be loaded.');
    await page.context().close();
  });

  test('every example opens by keyboard alone, and is replayed to its own end', async () => {
    const { page, misdeeds } = await openPage(browser, '', {
      reducedMotion: 'reduce',
      viewport: { width: 320, height: 640 },
    });
    await page.keyboard.press('Tab');
    for (const [place, title] of examples.entries()) {
      if (place > 0) await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.getByRole('radio', { name: title, exact: true }).isChecked()).toBe(true);
      await page.locator('demo-replay[aria-busy=false]').waitFor();
      const count = page.locator('demo-replay .count');
      await expect.poll(() => count.innerText()).toMatch(/^(\d+) of \1/);
      expect((await texts(page)).length, title).toBeGreaterThan(3);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), title).toBe(true);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    expect(await page.locator('demo-replay .count').innerText()).toContain('199 of 199');
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });

  test('a text of an example is tried; axe finds nothing serious, in light, in dark and on a phone', async () => {
    const { page, misdeeds } = await openPage(browser);
    await page.getByRole('option', { name: /^" France"/ }).click();
    await page.locator('demo-replay demo-replacements table').waitFor(patience);
    await page.getByRole('radio', { name: 'A distractor' }).check();
    await expect.poll(() => texts(page).then((pieces) => pieces[0])).toBe('Anna');
    await page.getByRole('button', { name: 'Try this text yourself' }).click();
    expect(await page.getByLabel('What stands before the next word').inputValue()).toMatch(/^Anna put the key/);
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByRole('button', { name: 'HTML', exact: true }).waitFor(patience);
    await page.evaluate(axe.source);
    for (const [colorScheme, width] of [
      ['light', 1100],
      ['dark', 1100],
      ['dark', 360],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      const found = violations.map(
        ({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found.filter((violation) => /^(serious|critical)/.test(violation))).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${width}`).toBe(true);
    }
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });

  test('the policy refuses a script and an image that got in all the same', async () => {
    const { page, misdeeds } = await openPage(browser);
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      const image = new Image();
      image.src = 'https://example.org/x.png';
      document.body.append(script, image);
    })()`);
    await expect.poll(() => misdeeds.join('\n')).toMatch(/Content Security Policy[^]*Content Security Policy/);
    expect(await page.evaluate('window.ran')).toBe(undefined);
    expect(misdeeds.filter((deed) => deed.startsWith('request:'))).toEqual([]);
    await page.context().close();
  });

  test('headers and the page itself say the same policy', async () => {
    const answer = await fetch(inject('site'));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(await answer.text())?.[1];
    const own = policy?.replaceAll('&#39;', "'");
    expect(own).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(answer.headers.get('content-security-policy')).toBe(`${own}; frame-ancestors 'none'`);
    const file = await (await fetch(new URL('_headers', inject('site')))).text();
    for (const [name, value] of answer.headers) {
      if (/^(content-security|cross-origin|x-content)/.test(name))
        expect(file.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
    }
  });
});
