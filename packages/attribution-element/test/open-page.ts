import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page with what it tried to do. */
export interface OpenPage {
  readonly page: Page;
  /** Requests but the one for the file itself, dialogs, errors, and what the policy refused. */
  readonly deeds: readonly string[];
}

/** Opens a page from a file, as a user does who was sent it. */
export async function openPage(
  browser: Browser,
  folder: string,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  await writeFile(file, html);
  const url = pathToFileURL(file).href;
  const page = await browser.newPage(options);
  const deeds: string[] = [];
  await page.route('**/*', (route) => {
    const asked = route.request().url();
    if (asked === url) return route.continue();
    deeds.push(`request: ${asked}`);
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    deeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => deeds.push(`error: ${error.message}`));
  page.on('console', (message) => deeds.push(`console: ${message.text()}`));
  page.on('popup', () => deeds.push('popup'));
  await page.goto(url);
  return { page, deeds };
}
