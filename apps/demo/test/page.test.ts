import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from './chromium.ts';
import { openPage } from './open-page.ts';

describe.skipIf(!hasChromium)('the built site in a browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('opens, is cross-origin isolated, and asks nothing of other servers', async () => {
    const { page, misdeeds } = await openPage(browser);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Why did the model say that?');
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    expect(misdeeds).toEqual([]);
    await page.context().close();
  });
});
