import { readFile } from 'node:fs/promises';
import { readExactJson } from '@reagent/core';
import { parseResult } from '@reagent/result-schema';
import { createTinyModels } from '@reagent/tiny';
import axe from 'axe-core';
import { chromium, type Browser, type Download, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DemoRun, DemoSettings } from '../src/settings.ts';
import { encodeLink } from '../src/leave/link.ts';
import { chromiumOptions, hasChromium } from '../../../tools/chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { measureSite } from '../bench/measure-site.ts';
import { runInNode } from './leave/run-in-node.ts';
import { plain, runCommand, runProgram } from './leave/run-written.ts';

const settings: DemoSettings = {
  ...{ text: '</script> The capital of France is', target: null, insteadOf: null, unit: 'token', replacer: 'roberta' },
  ...{ seed: 7, evaluations: 100, model: 'tiny' },
};

/** What the page states: float32 by two builds of the engine. */
const tolerance = 1e-3;
const patience = { timeout: 20_000 };

describe.skipIf(!hasChromium)('leaving the page with a run (skipped where there is no Chromium)', () => {
  let browser: Browser;
  let run: DemoRun;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions);
    const models = await createTinyModels();
    run = await runInNode(models, settings);
    await models.dispose();
  });
  afterAll(() => browser?.close());

  /** The page with a finished run in it. */
  async function openWithRun(): Promise<OpenPage> {
    const opened = await openPage(browser, '', { permissions: ['clipboard-read', 'clipboard-write'] });
    await expect
      .poll(() => opened.page.evaluate(`customElements.get('demo-leave') !== undefined`), patience)
      .toBe(true);
    const detail = JSON.stringify(run);
    await opened.page.evaluate(
      `document.querySelector('reagent-demo').dispatchEvent(new CustomEvent('reagent-run', { detail: ${detail} }))`,
    );
    return opened;
  }

  test('every file says what the run said', async () => {
    const { page, misdeeds } = await openWithRun();
    const names = ['HTML', 'JSON', 'SVG', 'CSV', 'Markdown', 'Evaluations'];
    const files = new Map<string, { readonly name: string; readonly path: string; readonly text: string }>();
    for (const name of names) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      files.set(name, await saved(file));
    }
    expect(
      Array.from(files.values(), ({ name }) => name.replace('reagent-script-the-capital-of-france-is-paris-', '')),
    ).toEqual(['html', 'json', 'svg', 'csv', 'md', 'jsonl'].map((ending) => `seed-7.${ending}`));
    const text = (name: string): string => files.get(name)?.text ?? '';
    expect(parseResult(text('JSON'))).toEqual(run.result);
    expect(text('CSV').trimEnd().split('\r\n')).toHaveLength(1 + run.result.tokens.length);
    expect(text('Markdown')).toContain('## What the prediction rests on');
    expect(text('Evaluations').trimEnd().split('\n').map(readExactJson)).toEqual(run.trace);
    for (const name of ['HTML', 'SVG']) {
      const own = await browser.newPage();
      await own.goto(`file://${files.get(name)?.path}`);
      const title = 'What " Paris" rests on';
      if (name === 'SVG') expect(await own.locator('title').first().textContent()).toBe(title);
      else expect(await own.getByRole('option', { name: /^" France"/ }).isVisible()).toBe(true);
      await own.close();
    }
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });

  test('a copied link brings text, settings and seed into a new page, and out of its address', async () => {
    const { page } = await openWithRun();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Copied.').waitFor();
    const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(link.startsWith(`${inject('site')}#run=1.`)).toBe(true);
    await page.context().close();
    const { page: other, asked, misdeeds } = await openPage(browser, new URL(link).hash);
    await expect.poll(() => settingsIn(other), patience).toEqual(settings);
    expect(await other.getByLabel('What stands before the next word').inputValue()).toBe(settings.text);
    expect(other.url()).toBe(inject('site'));
    expect(asked.filter((path) => path.includes('run='))).toEqual([]);

    const second = { ...settings, text: 'Once upon a time', insteadOf: 9, unit: 'word', seed: 8 } as const;
    await other.evaluate(`location.hash = ${JSON.stringify(await encodeLink(second))}`);
    await expect.poll(() => settingsIn(other), patience).toEqual(second);
    await other.evaluate(`location.hash = ${JSON.stringify(new URL(link).hash.slice(0, -9))}`);
    expect(await other.getByRole('alert').innerText()).toMatch(
      /^This link is damaged: .* copy it again, the whole of it\.$/,
    );
    expect(await settingsIn(other)).toEqual(second);
    expect(misdeeds).toEqual([]);
    await other.context().close();
  });

  test('a link alone fetches no model of the Hub', async () => {
    const hub = { hub: 'owner/name', dtype: 'fp32' };
    const link = await encodeLink({ ...settings, model: hub, target: 9 });
    const { page, misdeeds } = await openPage(browser, `#${link}`);
    expect(await page.getByRole('alert').innerText()).toContain('owner/name (fp32) of the Hugging Face Hub');
    expect((await settingsIn(page)).model).toBe('tiny');
    await page.getByRole('button', { name: 'Use this page’s tiny model' }).click();
    expect(await settingsIn(page)).toEqual({ ...settings, target: null });
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });

  test('the program and the command that the page shows draw what the page drew, and give its numbers', async () => {
    const link = await encodeLink({
      ...settings,
      text: 'The “capital” of France\u0007 is',
      unit: 'word',
      evaluations: 40,
    });
    const { page, misdeeds } = await openPage(browser, `#${link}`);
    await expect.poll(async () => (await settingsIn(page)).unit, patience).toBe('word');
    await page.getByRole('button', { name: 'Explain it' }).click();
    await page.getByText(/^Finished: /).waitFor({ timeout: 100_000 });
    const inPage = await page.evaluate<DemoRun>(`document.querySelector('reagent-demo').run`);
    const shown = async (label: string): Promise<string> => page.getByLabel(label, { exact: true }).innerText();
    const [command, program] = await Promise.all([
      runCommand(await shown('command')),
      runProgram(await shown('program')),
    ]);
    const drawn = ({ trace }: Pick<DemoRun, 'trace'>) => trace.map(({ substitutes }) => substitutes);
    expect(drawn(command)).toEqual(drawn(inPage));
    inPage.trace.forEach(({ scores }, row) => {
      const found = command.trace[row]?.scores[0]?.logOdds ?? Number.NaN;
      expect(Math.abs(found - (scores[0]?.logOdds ?? Number.NaN))).toBeLessThan(tolerance);
    });
    expect(plain(program)).toEqual(plain(command.result));
    expect(misdeeds).toEqual([]);
    await page.context().close();
  }, 240_000);

  test('the first example is there before engine and models are asked for, the first own colours after', async () => {
    const times = await measureSite(browser, inject('site'), 'The capital of France is');
    const heavy = /\.wasm$|\.onnx$|worker/;
    expect(times.askedBeforeExample.filter((path) => heavy.test(path))).toEqual([]);
    expect(times.askedBeforeColours.filter((path) => heavy.test(path)).length).toBeGreaterThan(2);
    expect(times.firstColours).toBeLessThanOrEqual(times.run);
    for (const seconds of [
      times.example,
      times.model,
      times.firstColours,
      times.idleGap,
      times.longestGap,
      times.longestTask,
    ]) {
      expect(seconds).toBeGreaterThan(0);
    }
  }, 240_000);

  test('a piece that is clicked, or chosen by keys, shows what it was replaced by', async () => {
    const { page, misdeeds } = await openWithRun();
    const own = page.getByRole('region', { name: 'Your result' });
    const section = page.getByRole('region', { name: 'What it was replaced by' });
    expect(await section.innerText()).toContain('press Enter');
    await own.getByRole('option', { name: /^" France"/ }).click();
    expect(await section.innerText()).toMatch(
      /^.*\n+" France": the probability of " Paris" is 0\.\d+ in the text as it is/,
    );
    const france = run.result.tokens.findIndex(({ text }) => text === ' France');
    const drawn = run.trace.flatMap(({ substitutes }) => substitutes.filter(([position]) => position === france));
    const texts = new Set(drawn.map(([, id]) => `"${run.texts[id]}"`));
    const more = section.getByRole('button', { name: /^Show all/ });
    if ((await more.count()) > 0) await more.click();
    const listed = await section.getByRole('rowheader').allInnerTexts();
    expect(new Set(listed.map((label) => label.replace(' as it was', '')))).toEqual(texts);
    await own.getByRole('option', { name: /^" France"/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await section.innerText()).toContain('" is": the probability');
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
    const found = violations.map(
      ({ impact, id, nodes }) => `${impact}: ${id}: ${nodes.map((one) => one.html).join(' ')}`,
    );
    expect(found.filter((one) => /^(serious|critical)/.test(one))).toEqual([]);
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });
});

async function saved(file: Download): Promise<{ readonly name: string; readonly path: string; readonly text: string }> {
  const path = `${await file.path()}.${file.suggestedFilename().split('.').at(-1)}`;
  await file.saveAs(path);
  return { name: file.suggestedFilename(), path, text: await readFile(path, 'utf8') };
}

function settingsIn(page: Page): Promise<DemoSettings> {
  return page.evaluate(`document.querySelector('reagent-demo').settings`);
}
