/** A text of one's own in the built site: tokens, targets, the run, what it is worth, and a page that is loaded again. */
import type { AttributionResult } from '@reagent/core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumOptions, hasChromium } from '../../../tools/chromium.ts';
import { serveHub } from './hub-in-page.ts';
import { openPage } from './open-page.ts';
import { runInNode, type Run } from './run-in-node.ts';

/** float32 logits of two builds of the engine, seen through differences and a mean of them. */
const tolerance = 1e-3;
const patience = { timeout: 60_000 };
const text = 'The capital of Japan is';

const inText = (page: Page, selector: string): Locator => page.locator('demo-own-text').locator(selector);
const inRun = (page: Page, name: string): Locator =>
  page.locator('demo-run').getByRole('button', { name, exact: true });
const status = (page: Page): Locator => page.locator('demo-run').getByRole('status');
const evaluations = async (page: Page): Promise<number> =>
  Number(/Paused after (\d+)/.exec(await status(page).innerText())?.[1]);

/** Runs that a page of the site has. */
const heldRuns =
  'navigator.locks.query().then(({ held }) => held.filter(({ name }) => name.startsWith("reagent run ")).length)';

async function type(page: Page, value: string): Promise<void> {
  await page.getByLabel('What stands before the next word').fill(value);
}

/** Runs are put aside as the parts of the page hear of them. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(`window.runs = []; addEventListener('reagent-run', (event) => window.runs.push(event.detail))`);
}

async function nextRun(page: Page): Promise<Run> {
  await expect.poll(() => page.evaluate('window.runs.length'), patience).toBeGreaterThan(0);
  return page.evaluate<Run>('window.runs.shift()');
}

async function limit(page: Page, most: number): Promise<void> {
  await page.getByText('Options of the run').click();
  await page.getByLabel('Most evaluations').fill(String(most));
  await page.getByLabel('Most evaluations').blur();
}

/** Begins a run that pauses after its first step. */
async function begin(page: Page): Promise<number> {
  await inRun(page, 'Step by step').click(patience);
  await expect.poll(() => evaluations(page), patience).toBeGreaterThan(0);
  return evaluations(page);
}

function comparable({ provenance: { execution, ...provenance }, ...result }: AttributionResult): unknown {
  expect(execution).toBeDefined();
  return { ...result, provenance, cost: { ...result.cost, seconds: 0 } };
}

function expectSameNumbers(found: AttributionResult, expected: AttributionResult): void {
  found.importance[0]!.forEach((share, token) => {
    expect(Math.abs(share - expected.importance[0]![token]!)).toBeLessThan(tolerance);
  });
  found.effect[0]!.forEach((effect, token) => {
    const wanted = expected.effect[0]![token]!;
    if (effect === null || wanted === null) return expect(effect).toBe(wanted);
    for (const end of ['estimate', 'low', 'high'] as const) {
      expect(Math.abs(effect[end]! - wanted[end]!)).toBeLessThan(tolerance);
    }
  });
}

describe.skipIf(!hasChromium)(
  'a run in the built site (skipped where there is no Chromium)',
  { timeout: 240_000 },
  () => {
    let browser: Browser;
    let page: Page;
    let misdeeds: readonly string[];
    beforeAll(async () => {
      browser = await chromium.launch(chromiumOptions);
      ({ page, misdeeds } = await openPage(browser));
      await listen(page);
    });
    afterAll(() => browser?.close());

    test('tokens stand there with their spaces, then what the model may say next', async () => {
      await type(page, text);
      const tokens = ['<s>', 'The', '␣capital', '␣of', '␣Japan', '␣is'];
      await expect.poll(() => inText(page, '.tokens li').allInnerTexts(), patience).toEqual(tokens);
      const first = inText(page, '.next button').first();
      await expect.poll(() => first.innerText(), patience).toMatch(/^␣Tokyo\s+\S+ %\s+explain this, the first choice$/);
    });

    test('a contrast, chosen by keyboard, runs to what Node gives: the same substitutes, the same numbers', async () => {
      const next = inText(page, '.next button');
      await next.first().focus();
      for (const key of ['Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
      expect(await next.nth(1).innerText()).toContain('rather than this');
      const ids = await next.evaluateAll((buttons) => buttons.slice(0, 2).map((own) => own.getAttribute('data-token')));
      await inRun(page, 'Explain it').focus();
      await page.keyboard.press('Enter');
      const run = await nextRun(page);
      expect(await inRun(page, 'Explain it').evaluate((own) => own.matches(':focus'))).toBe(true);
      const [target, insteadOf] = ids.map(Number) as [number, number];
      const inNode = await runInNode({ text, target, insteadOf, seed: 1 });
      expect(run.trace.map(({ substitutes }) => substitutes)).toEqual(
        inNode.trace.map(({ substitutes }) => substitutes),
      );
      expect(run.trace.length).toBeGreaterThan(20);
      expectSameNumbers(run.result, inNode.result);
      const { replacer, ...settings } = run.result.settings;
      expect(inNode.result.settings).toMatchObject(settings);
      expect(replacer).toMatchObject({ id: `${inNode.result.provenance.replacer}:wasm` });
    });

    test('says what the result rests on, and lays a run with another seed over it', async () => {
      const trust = page.locator('demo-trust');
      const facts = await trust.locator('dl').innerText();
      for (const words of ['on the processor (WASM', 'tiny-causal-lm:fp32:', 'Self-check', 'passed'])
        expect(facts).toContain(words);
      await trust.getByRole('button', { name: 'Again with another seed' }).click();
      await trust.getByRole('table').waitFor(patience);
      expect(await trust.getByRole('columnheader').allInnerTexts()).toEqual(['Piece', 'Seed 1', 'Seed 2', 'Bars']);
      expect(await trust.getByRole('row').count()).toBe(6);
      const words = await trust.locator('section').innerText();
      expect(words).toMatch(/\d of the 3 strongest are the same in both/);
      expect(words).toMatch(/95 % intervals overlap for \d of 5 pieces/);
    });

    test('pauses with its colours, makes one step, and is stopped with what there is', async () => {
      const before = await begin(page);
      const run = page.locator('demo-run');
      expect(await run.locator('.live').innerText()).toContain('→ " Tokyo" rather than');
      expect(await run.locator('.strip').innerText()).toMatch(/before .* %, now /);
      expect(await run.locator('.criterion').innerText()).toContain('Not yet converged');
      expect(await run.locator('.cost').innerText()).toMatch(/^\d+ of at most 200 evaluations · .* left$/);
      await inRun(page, 'One step').click();
      await expect.poll(() => evaluations(page), patience).toBeGreaterThan(before);
      await inRun(page, 'Stop and keep').click();
      const { result } = await nextRun(page);
      expect(result.endedBy).toBe('aborted');
      await expect.poll(() => page.locator('demo-trust dl').innerText()).toContain('interrupted');
    });

    test('an empty text and one that is too long are said, and not run', async () => {
      await type(page, '');
      await expect.poll(() => inText(page, '#text-words').innerText()).toContain('Type some words');
      expect(await inRun(page, 'Explain it').isDisabled()).toBe(true);
      await type(page, 'word '.repeat(300));
      await expect.poll(() => inText(page, '#text-words').innerText(), patience).toContain('the model takes 256');
      expect(await inRun(page, 'Explain it').isDisabled()).toBe(true);
      await type(page, 'Paris');
      await expect.poll(() => inText(page, '#text-words').innerText()).toContain('nothing to compare it with');
      await expect.poll(() => inRun(page, 'Explain it').isDisabled()).toBe(false);
    });

    test('a page that is loaded again goes on, paused or not, to the result of a page that was not', async () => {
      await limit(page, 500); // one token never stands apart: it takes them all
      await inRun(page, 'Explain it').click(patience);
      const whole = await nextRun(page);
      expect(whole.result).toMatchObject({ endedBy: 'evaluations', settings: { limits: { evaluations: 500 } } });

      const left = await begin(page);
      await page.reload();
      await listen(page);
      await expect.poll(() => evaluations(page), patience).toBeGreaterThanOrEqual(left);
      expect(await page.getByLabel('What stands before the next word').inputValue()).toBe('Paris');
      await inRun(page, 'Go on').click();
      await page.locator('demo-run .cost').waitFor(patience);
      await page.reload(); // while it runs
      await listen(page);
      const restored = await nextRun(page);
      expect(comparable(restored.result)).toEqual(comparable(whole.result));
      expect(restored.trace).toEqual(whole.trace);
    });

    test('another page leaves a run alone, and takes it over when its page is gone', async () => {
      await type(page, text);
      await limit(page, 200); // as in the other page
      await inRun(page, 'Explain it').click(patience);
      const whole = await nextRun(page);
      await begin(page);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await listen(other);
      await type(other, text);
      await inRun(other, 'Explain it').click(patience);
      expect(await other.getByText('was left after').count()).toBe(0); // this page has it; of the one before nothing is left
      expect(comparable((await nextRun(other)).result)).toEqual(comparable(whole.result));
      await page.close();
      await expect.poll(() => other.evaluate(heldRuns), patience).toBe(0); // a page that is gone is not gone at once
      await other.reload();
      await listen(other);
      await other.getByRole('button', { name: 'Go on with it' }).click(patience);
      await inRun(other, 'Go on').click(patience);
      expect(comparable((await nextRun(other)).result)).toEqual(comparable(whole.result));
      page = other;
    });

    test('a model of the Hub is asked for only when it is wanted; a failed load is told and can be tried again', async () => {
      const hub = await serveHub(page);
      await page.getByText('Take a larger model').click();
      expect(await inText(page, '.models li').first().innerText()).toMatch(/MB, Apache-2\.0/);
      expect(hub.asked).toEqual([]);
      hub.isThere = false;
      await page.getByLabel('Another model of the Hub').fill('owner/name');
      await page.getByRole('button', { name: 'Load it', exact: true }).click();
      await page.getByText('[DOWNLOAD_FAILED]').waitFor(patience);
      hub.isThere = true;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText(/^owner\/name, fp32, on the /).waitFor(patience);
      await inText(page, '.next button').first().waitFor(patience);
      await inRun(page, 'Explain it').click(patience);
      expect((await nextRun(page)).result.provenance.backend).toMatch(/^owner\/name@b2b2b2b2b2b2:fp32:/);
      await page.getByText('Kept in this browser').click();
      await page.getByRole('button', { name: 'Remove the files of owner/name' }).click();
      await expect.poll(() => page.getByText('Kept in this browser').count(), patience).toBe(0);
      expect(misdeeds.filter((deed) => !deed.includes('ERR_CONNECTION_FAILED'))).toEqual([]);
    });
  },
);
