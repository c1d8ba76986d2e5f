import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageParts, pageFile } from './bundle.ts';

test('the script in @reagent/report is what the web component gives today (npm run element-script writes it)', async () => {
  expect(readFileSync(pageFile, 'utf8') === (await pageParts())).toBe(true);
});
