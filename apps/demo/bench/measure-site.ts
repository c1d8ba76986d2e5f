import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** What a person waits for, in seconds, and what of it is the model's. */
export interface SiteTimes {
  /** From asking for the page to the first example with its colours. */
  readonly example: number;
  /** From there on until the model is ready, loaded in the background. */
  readonly model: number;
  /** From pressing the button to the first colours of a text of one's own, at the latest to the result. */
  readonly firstColours: number;
  /** From pressing the button to the result. */
  readonly run: number;
  /** The longest time that the main thread took nothing in: for a second of nothing, and while the model ran. */
  readonly idleGap: number;
  readonly longestGap: number;
  /** The most processor time that one task of the main thread took while the model ran. */
  readonly longestTask: number;
  /** Paths that had been asked for when the example was there, and when the first colours were. */
  readonly askedBeforeExample: readonly string[];
  readonly askedBeforeColours: readonly string[];
}

const probe = fileURLToPath(new URL('page/probe.js', import.meta.url));
/** Milliseconds: what takes longer has failed, also on a machine with much to do. */
const patience = 110_000;
const mark = [1, 2, 3].flatMap((degree) => [`.for-${degree}`, `.against-${degree}`]).join(', ');

/** Opens the built site with nothing stored, and explains a text of one's own. */
export async function measureSite(browser: Browser, site: string, text: string): Promise<SiteTimes> {
  const context = await browser.newContext();
  context.setDefaultTimeout(patience);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  try {
    await context.addInitScript({ path: probe });
    await context.addInitScript(`probe.watch('example', 'reagent-attribution', '${mark}')`);
    const page = await context.newPage();
    await page.goto(site);
    const example = (await shownAt(page, 'example')) as number;
    const askedBeforeExample = [...asked];
    await page.getByLabel('What stands before the next word').fill(text);
    const next = page.getByRole('group', { name: 'What the model may say next' });
    await next.getByRole('button').first().waitFor();
    const model = (await now(page)) - example;
    const idleGap = await gapIn(page, 1000);
    const pressed = await now(page);
    await browser.startTracing(page, { categories: ['toplevel'] });
    await page.evaluate(`probe.forgetGaps(); probe.watch('colours', 'demo-run', '${mark}')`);
    await page.getByRole('button', { name: 'Explain it' }).click();
    const finished = page.getByText(/^Finished: /);
    const colours = await shownAt(page, 'colours', () => finished.isVisible());
    const askedBeforeColours = [...asked];
    await finished.waitFor();
    const run = (await now(page)) - pressed;
    // A run that ends between two frames has its first colours with its result.
    const firstColours = colours === null ? run : colours - pressed;
    const longestGap = await page.evaluate<number>('probe.longestGap() / 1000');
    const longestTask = longestTaskIn((await browser.stopTracing()).toString());
    return {
      example,
      model,
      firstColours,
      run,
      idleGap,
      longestGap,
      longestTask,
      askedBeforeExample,
      askedBeforeColours,
    };
  } finally {
    await context.close();
  }
}

/**
 * Asked for in the page itself: the page has its own clock.
 * @param isOver whether it can no longer come; then null
 */
async function shownAt(page: Page, name: string, isOver?: () => Promise<boolean>): Promise<number | null> {
  const until = Date.now() + patience;
  for (;;) {
    const over = (await isOver?.()) ?? false;
    const at = await page.evaluate<number | null>(`probe.shown.${name} ?? null`);
    if (at !== null) return at / 1000;
    if (over) return null;
    if (Date.now() > until) throw new Error(`after ${patience / 1000} s there is no ${name}`);
    await page.waitForTimeout(20);
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Of the renderer's main thread, which Chromium names so. */
function longestTaskIn(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(({ pid, tid }) => threads.includes(`${pid} ${tid}`));
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1e6;
}

async function gapIn(page: Page, milliseconds: number): Promise<number> {
  await page.evaluate('probe.forgetGaps()');
  await page.waitForTimeout(milliseconds);
  return page.evaluate('probe.longestGap() / 1000');
}

function now(page: Page): Promise<number> {
  return page.evaluate('performance.now() / 1000');
}
