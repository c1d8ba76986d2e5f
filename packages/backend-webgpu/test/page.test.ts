/** What only whole pages show: bundlers, a worker that dies, a network that is cut, several pages. */
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../../tools/chromium.ts';
import { openSite, type Site } from './open-site.ts';
import type { RecordedRun } from './recorded-run.ts';
import { runInNode } from './run-in-node.ts';

/** A backend of the page on WASM, with a worker that the bundler has found. */
const options = `{
  model: new URL('/tiny/causal-lm/', location.href), dtype: 'fp32', device: 'wasm', engineFiles: '/engine/', threads: 1, batchSize: 8,
}`;

/** Runs the recorded run in a page. */
function runIn(tab: Page, beforeScore = 'undefined'): Promise<RecordedRun> {
  return tab.evaluate<RecordedRun>(`(async () => {
    const backend = await page.createWebGpuBackend(${options});
    const run = await page.recorded(backend, ${beforeScore});
    await backend.dispose();
    return run;
  })()`);
}

/** As the README states it: two builds of the engine, whose logits differ in their last bits, and a sum in float32 here. */
const tolerances = { logProbability: 1e-4, result: 1e-5 };

function expectSameRun(found: RecordedRun, expected: RecordedRun): void {
  expect(found.asked).toEqual(expected.asked);
  expectNear(found.logProbabilities, expected.logProbabilities, tolerances.logProbability);
  expectNear(found.result.importance[0]!, expected.result.importance[0]!, tolerances.result);
  const effects = ({ result }: RecordedRun): readonly (number | null | undefined)[] =>
    result.effect[0]!.flatMap((effect) => [effect?.estimate, effect?.low, effect?.high]);
  expectNear(effects(found), effects(expected), tolerances.result);
}

function expectNear(
  found: readonly (number | null | undefined)[],
  expected: readonly (number | null | undefined)[],
  tolerance: number,
): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => {
    const wanted = expected[index];
    if (typeof value !== 'number' || typeof wanted !== 'number') return expect(value).toBe(wanted);
    expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
  });
}

describe.skipIf(!hasChromium)('a page (skipped without Chromium)', () => {
  let site: Site;
  let inNode: RecordedRun;
  beforeAll(async () => {
    site = await openSite();
    inNode = await runInNode();
  }, 240_000);
  afterAll(() => site?.close());

  it.each(['vite', 'esbuild'])(
    'built with %s draws the tokens that Node draws, gives its numbers to 1e-5, and asks no other server',
    async (bundler) => {
      const { tab, foreign } = await site.open(`/site/${bundler}/index.html`);
      expectSameRun(await runIn(tab), inNode);
      expect(foreign).toEqual([]);
      await expect.poll(() => tab.workers().length).toBe(0); // all memory of the engine is a worker's
    },
    240_000,
  );

  it('explains as the README has it, on WebGPU', async () => {
    const { tab } = await site.open('/site/vite/index.html');
    const { result, news } = await tab.evaluate<{ result: RecordedRun['result']; news: string[] }>(`(async () => {
      const news = [];
      return { result: await page.explain('The capital of France is', (line) => news.push(line)), news };
    })()`);
    expect(result.importance[0]).toHaveLength(result.tokens.length);
    expect(news.some((line) => line.startsWith('onnx/model.onnx: '))).toBe(true);
    expect(result.provenance.backend).toMatch(/:webgpu$/);
  }, 400_000);

  it('goes on with the same numbers when its worker is killed in the middle of a run', async () => {
    const { tab } = await site.open('/site/esbuild/index.html');
    await tab.evaluate(`
      globalThis.made = [];
      const Own = Worker;
      globalThis.Worker = class extends Own { constructor(...given) { super(...given); made.push(this); } };
    `);
    const run = await runIn(tab, '(batches) => batches === 3 && setTimeout(() => made.at(-1).terminate())');
    expectSameRun(run, inNode);
    expect(await tab.evaluate('made.length')).toBe(2);
  }, 240_000);

  it('works with the network cut, after it has loaded once', async () => {
    const { tab } = await site.open('/site/esbuild/index.html');
    await tab.evaluate(
      `navigator.serviceWorker.register('/site/sw.js', { scope: '/' }).then(() => navigator.serviceWorker.ready)`,
    );
    await tab.reload();
    await tab.waitForFunction('globalThis.page !== undefined && navigator.serviceWorker.controller !== null');
    await runIn(tab);
    await tab.context().setOffline(true);
    await expect(tab.evaluate(`fetch('/tiny/causal-lm/config.json')`)).rejects.toThrow(/Failed to fetch/);
    await tab.reload();
    await tab.waitForFunction('globalThis.page !== undefined');
    expectSameRun(await runIn(tab), inNode);
    expect(await tab.evaluate('page.listStoredModels()')).toMatchObject([{ files: 4 }]);
  }, 240_000);

  it('is not disturbed by another page of the same site', async () => {
    const { tab } = await site.open('/site/vite/index.html');
    const other = await tab.context().newPage();
    await other.goto(tab.url());
    await other.waitForFunction('globalThis.page !== undefined');
    for (const run of await Promise.all([runIn(tab), runIn(other)])) expectSameRun(run, inNode);
  }, 240_000);

  it('gives memory back: after many models there is no more of it in use than after one', async () => {
    const { tab } = await site.open('/site/esbuild/index.html');
    const bytes = () => tab.evaluate<number>('performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)');
    const inspector = await tab.context().newCDPSession(tab);
    const make = () =>
      tab.evaluate(`page.createWebGpuBackend(${options}).then((made) => void (globalThis.made = made))`);
    const dispose = async (): Promise<void> => {
      await tab.evaluate('globalThis.made.dispose()');
      await expect.poll(() => tab.workers().length).toBe(0);
      await inspector.send('HeapProfiler.collectGarbage'); // a measurement waits a minute for a worker that is still kept
    };
    await make();
    await dispose();
    const used = { before: await bytes(), open: 0, after: 0 };
    await make();
    used.open = await bytes();
    await dispose();
    for (let time = 0; time < 2; time++) {
      await make();
      await dispose();
    }
    used.after = await bytes();
    const ofOne = used.open - used.before;
    expect(ofOne, JSON.stringify(used)).toBeGreaterThan(16 * 2 ** 20); // the engine alone has that
    expect(used.after - used.before, JSON.stringify(used)).toBeLessThan(ofOne / 10);
  }, 240_000);

  it('ticks while its model runs', async () => {
    const { tab } = await site.open('/site/vite/index.html');
    const ticks = await tab.evaluate<number>(`(async () => {
      const backend = await page.createWebGpuBackend(${options});
      const contexts = { rows: 64, length: 128, ids: new Int32Array(64 * 128).fill(300) };
      let ticks = 0;
      const timer = setInterval(() => ticks++, 1);
      await backend.score({ contexts, queries: [{ position: 128, tokens: [300] }] });
      clearInterval(timer);
      await backend.dispose();
      return ticks;
    })()`);
    expect(ticks).toBeGreaterThan(5); // one long task would leave none
  }, 240_000);

  it('is as small as the README says', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const bundler of ['vite', 'esbuild']) {
      const [, page, worker] = new RegExp(`^\\| ${bundler} +\\| (\\d+) kB +\\| (\\d+) kB`, 'm').exec(readme) ?? [];
      const sizes = await scriptSizes(join(site.folder, bundler));
      expectStated(`the page's script by ${bundler}`, sizes.page, Number(page));
      expectStated(`the worker's script by ${bundler}`, sizes.worker, Number(worker));
    }
  });
});

/** A tenth less is to be stated too; versions of zlib differ by a few bytes. */
function expectStated(what: string, bytes: number, statedKilobytes: number): void {
  expect(bytes / 1000, what).toBeLessThanOrEqual(statedKilobytes);
  expect(bytes / 1000, what).toBeGreaterThan(0.9 * statedKilobytes);
}

/** Bytes of the scripts, each with gzip. */
async function scriptSizes(folder: string): Promise<{ readonly page: number; readonly worker: number }> {
  const sizes = { page: 0, worker: 0 };
  for (const name of (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'))) {
    sizes[/worker/.test(name) ? 'worker' : 'page'] += gzipSync(await readFile(join(folder, name))).length;
  }
  return sizes;
}
