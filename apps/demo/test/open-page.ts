import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';

/** The site in a tab of its own (nothing stored yet), and what it did. */
export interface OpenPage {
  readonly page: Page;
  /** Paths on the site in the order in which they were asked for. */
  readonly asked: readonly string[];
  /** What was asked of other servers, all of it refused; errors, and what the policy refused. */
  readonly misdeeds: readonly string[];
}

/** @param hash of the address, such as `#text=…`; empty: none */
export async function openPage(browser: Browser, hash = '', options: BrowserContextOptions = {}): Promise<OpenPage> {
  const site = inject('site');
  const context = await browser.newContext(options);
  const [asked, misdeeds]: [string[], string[]] = [[], []];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (!url.startsWith(site)) {
      misdeeds.push(`request: ${url}`);
      return route.abort();
    }
    asked.push(url.slice(site.length - 1));
    return route.continue();
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') misdeeds.push(`console: ${message.text()}`);
  });
  await page.goto(`${site}${hash}`);
  return { page, asked, misdeeds };
}
