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

export interface OpenOptions extends BrowserContextOptions {
  /** Runs in the page before its own scripts. */
  readonly initScript?: string;
  /** Paths on the site that do not arrive. */
  readonly cut?: (path: string) => boolean;
}

/** What a model may have and the tiny ones do not: asked for, and not there. */
const mayLack = /\/models\/.*\/(chat_template\.jinja|model\.onnx_data)$/;

/** @param hash of the address, such as `#text=…`; empty: none */
export async function openPage(browser: Browser, hash = '', options: OpenOptions = {}): Promise<OpenPage> {
  const { initScript, cut, ...contextOptions } = options;
  const site = inject('site');
  const context = await browser.newContext(contextOptions);
  const [asked, misdeeds]: [string[], string[]] = [[], []];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (!url.startsWith(site)) {
      misdeeds.push(`request: ${url}`);
      return route.abort();
    }
    const path = url.slice(site.length - 1);
    asked.push(path);
    if (cut?.(path)) return route.abort();
    return route.continue();
  });
  if (initScript !== undefined) await context.addInitScript(initScript);
  const page = await context.newPage();
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const isMissing = message.text().includes('404') && mayLack.test(message.location().url);
    if (message.type() === 'error' && !isMissing) misdeeds.push(`console: ${message.text()}`);
  });
  await page.goto(`${site}${hash}`);
  return { page, asked, misdeeds };
}
