import { existsSync } from 'node:fs';

/** Where Debian puts it; REAGENT_CHROMIUM names another. */
const executablePath = process.env['REAGENT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser; tests that need one are listed as skipped without. */
export const hasChromium: boolean = existsSync(executablePath);

/** With WebGPU on the software adapter; memory is measured when it is asked for, not at the next collection. */
export const launchOptions = {
  executablePath,
  headless: true,
  args: [
    ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--enable-unsafe-webgpu'],
    '--enable-blink-features=ForceEagerMeasureMemory',
  ],
};
