import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { buildWithEsbuild, buildWithVite } from './build-page.ts';
import { launchOptions } from './chromium.ts';
import { serveFile } from './site-files.ts';

/** The page, built in both ways, on a server of its own, and a browser. */
export interface Site {
  readonly folder: string;
  readonly browser: Browser;
  /** A page that has loaded its script; `foreign` lists what it asked of other servers. */
  open(path: string): Promise<{ readonly tab: Page; readonly foreign: readonly string[] }>;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'reagent-site-'));
  await buildWithVite(join(folder, 'vite'), '/site/vite/');
  await buildWithEsbuild(join(folder, 'esbuild'));
  await cp(fileURLToPath(new URL('./page/sw.js', import.meta.url)), join(folder, 'sw.js'));
  const server = createServer((request, response) => {
    response.setHeader('Service-Worker-Allowed', '/');
    if (!serveFile(request, response, { '/site/': `${folder}/` })) response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch(launchOptions);
  return {
    folder,
    browser,
    async open(path) {
      const context = await browser.newContext();
      const foreign: string[] = [];
      await context.route('**/*', (route) => {
        const url = route.request().url();
        if (url.startsWith(origin)) return route.continue();
        foreign.push(url);
        return route.abort();
      });
      const tab = await context.newPage();
      await tab.goto(`${origin}${path}`);
      await tab.waitForFunction('globalThis.page !== undefined');
      return { tab, foreign };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
