/**
 * What the method is worth on the tiny pair. Each study prints Markdown; docs/evaluation.md holds what they printed.
 *
 *   npm run study -- comparison    every method at the same budget
 *   npm run study -- quality       the default on more items, beside a long-run reference
 *   npm run study -- calibration   what the 95 % intervals cover
 *   npm run study -- separation    how often effectSeparated declares a wrong set, for several z
 */
import { calibration } from './calibration.ts';
import { comparison } from './comparison.ts';
import { quality } from './quality.ts';
import { separation } from './separation.ts';

const studies: Readonly<Record<string, () => Promise<string>>> = {
  comparison: () => comparison({ items: 104, redundant: 60, evaluations: 100 }),
  quality: () => quality({ items: 300, skip: 200, referenceItems: 60, referenceRows: 5000, evaluations: 100 }),
  calibration: () => calibration({ items: 20, referenceRows: 12_000 }),
  separation: () => separation({ items: 80, seeds: 12, referenceRows: 10_000 }),
};

const name = process.argv[2] ?? '';
const study = Object.hasOwn(studies, name) ? studies[name] : undefined;
if (study === undefined) {
  console.error(`usage: npm run study -- ${Object.keys(studies).join(' | ')}`);
  process.exitCode = 2;
} else {
  console.log(await study());
}
