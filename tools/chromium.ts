import { existsSync } from 'node:fs';

/** Where Debian puts it; REAGENT_CHROMIUM names another. */
const executablePath = process.env['REAGENT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser; tests that need one are listed as skipped without. */
export const hasChromium: boolean = existsSync(executablePath);

/** How Playwright starts it: asks nobody on the network for anything of its own. */
export const chromiumOptions = {
  executablePath,
  headless: true,
  args: [
    ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync'],
  ],
};
