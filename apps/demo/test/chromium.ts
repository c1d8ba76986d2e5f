import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian puts it; REAGENT_CHROMIUM names another. */
const executablePath = process.env['REAGENT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser; tests that need one are listed as skipped without. */
export const hasChromium: boolean = existsSync(executablePath);

const quietly = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-sync', ...quietly] });
}
