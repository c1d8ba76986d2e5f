import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build, defaultClientConditions, preview } from 'vite';
import { chromiumOptions } from '../../../tools/chromium.ts';
import { measureEngines } from './measure-engines.ts';
import { measureSite, type SiteTimes } from './measure-site.ts';
import type { DemoBench } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Public domain: the beginning of Herman Melville's "Moby-Dick". */
const text = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, I';

/** Builds the site, and a page of the benchmark's own beside it, serves both, and measures. */
export async function measure(quick: boolean): Promise<DemoBench> {
  const started = new Date().toISOString();
  const outDir = await mkdtemp(join(tmpdir(), 'reagent-bench-demo-'));
  const browser = await chromium.launch(chromiumOptions);
  try {
    await buildSite(outDir);
    const server = await preview({
      root,
      logLevel: 'error',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0 },
    });
    try {
      const [address] = server.resolvedUrls?.local ?? [];
      if (address === undefined) throw new Error('the site has no address');
      const engineFiles = await engineFilesIn(outDir);
      const engines = await measureEngines(browser, {
        ...{ page: `${address}bench/index.html`, engineFiles, rounds: quick ? 1 : 5, warmUps: quick ? 0 : 1 },
        work: { text, evaluations: quick ? 40 : 200 },
      });
      const site = await measureOpenings(browser, address, quick ? 1 : 3);
      return { schema: 'reagent/bench-demo/1', started, quick, machine: await machine(browser), text, site, engines };
    } finally {
      await server.close();
    }
  } finally {
    await browser.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

async function buildSite(outDir: string): Promise<void> {
  await build({ root, logLevel: 'error', mode: 'production', build: { outDir, emptyOutDir: true } });
  await build({
    ...{ root: fileURLToPath(new URL('page/', import.meta.url)), base: './', configFile: false, logLevel: 'error' },
    resolve: { conditions: ['@reagent/source', ...defaultClientConditions] },
    build: { outDir: join(outDir, 'bench'), emptyOutDir: true, target: 'es2022' },
    worker: { format: 'es' },
  });
}

/** The site's own, whose names hold a hash. */
async function engineFilesIn(outDir: string): Promise<{ readonly mjs: string; readonly wasm: string }> {
  const names = await readdir(join(outDir, 'assets'));
  const named = (ending: string): string => {
    const name = names.find((own) => own.startsWith('ort-wasm') && own.endsWith(ending));
    if (name === undefined) throw new Error(`the site has no engine that ends with ${ending}`);
    return `/assets/${name}`;
  };
  return { mjs: named('.mjs'), wasm: named('.wasm') };
}

async function measureOpenings(browser: Browser, address: string, times: number): Promise<DemoBench['site']> {
  const site: Omit<SiteTimes, 'askedBeforeExample' | 'askedBeforeColours'>[] = [];
  for (let time = 0; time < times; time++) {
    const {
      askedBeforeExample: _example,
      askedBeforeColours: _colours,
      ...seconds
    } = await measureSite(browser, address, text);
    site.push(seconds);
  }
  return site;
}

async function machine(browser: Browser): Promise<DemoBench['machine']> {
  const version = async (name: string): Promise<string> => {
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
  };
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: availableParallelism(),
    node: process.versions.node,
    browser: `Chromium ${browser.version()}`,
    engines: `onnxruntime-web ${await version('onnxruntime-web')}`,
  };
}
