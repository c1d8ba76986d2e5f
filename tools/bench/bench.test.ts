import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeDocument } from './document.ts';
import { chooseModels, tiny } from './models.ts';
import { renderReport } from './render.ts';
import type { Report } from './report.ts';
import { runSections } from './run-sections.ts';
import type { Row, Section } from './section.ts';
import { sections } from './sections.ts';

/** `peer` has a test of its own: where inseq is installed it takes minutes. */
const names = Object.keys(sections).filter((name) => name !== 'peer');

/** No figure is compared with another machine's: only that all are measured, and are of a size that can be. */
let report: Report;
const done: string[] = [];
beforeAll(async () => {
  report = await runSections({
    names,
    models: chooseModels([tiny]),
    quick: true,
    tell: () => undefined,
    done: ({ name }) => done.push(name),
  });
}, 180_000);

const folder = mkdtempSync(join(tmpdir(), 'reagent-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every section measures the tiny pair', () => {
  expect(done).toEqual(names);
  expect(report.sections.map(({ name }) => name)).toEqual(done);
  expect(report).toMatchObject({ schema: 'reagent/bench/1', quick: true, models: ['tiny'] });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test.each(names)('%s explains itself, and its rows have one set of columns', (name) => {
  const { explanation, rows } = section(name);
  expect(explanation.join(' ').length).toBeGreaterThan(100);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(rows[0]!));
});

test('figures are positive numbers, and bars say of themselves whether they are met', () => {
  for (const { name, rows, bars } of report.sections) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'string' || column === 'masked contexts, next target') continue;
        expect(value, `${name}: ${column}`).toBeGreaterThan(0);
      }
    }
    for (const { asked, got, met } of bars) {
      const number = Number(asked.replace(/[^\d.]/g, ''));
      expect(met).toBe(asked.startsWith('≥') ? got >= number : got <= number);
    }
  }
});

test('an attribution and its bare runs are the same work', () => {
  const [row] = section('overhead').rows as [Row];
  // 80 contexts are the limit; one more run predicts the target.
  expect(row).toMatchObject({ tokens: 16, evaluations: 81, 'masked contexts': 16 });
  expect(row['in calls, s']).toBeLessThan(row['attribution, s'] as number);
  expect(row['ratio']).toBe((row['attribution, s'] as number) / (row['bare, s'] as number));
});

test('the arithmetic of a context is that of the tiny model', () => {
  const [row] = section('limit').rows as [Row];
  // Four layers of width 128: four matrices of attention, three of the feed-forward part (256 wide); the head of one row.
  const layers = 4 * (4 * 128 * 128 + 3 * 128 * 256);
  // Queries by keys and their weights by values, over 16 tokens.
  const attention = 4 * 2 * 16 * 16 * 128;
  expect(row['GFLOP a context']).toBeCloseTo((2 * (16 * layers + 128 * 2560 + attention)) / 1e9, 12);
});

test('the report goes into a document, below its own words, and over what was there', async () => {
  const file = join(folder, 'benchmarks.md');
  const guide = new URL('../../docs/benchmarks.md', import.meta.url);
  writeFileSync(file, readFileSync(guide, 'utf8'));
  await writeDocument(pathToFileURL(file), report);
  const written = readFileSync(file, 'utf8');
  expect(written.slice(0, 500)).toBe(readFileSync(guide, 'utf8').slice(0, 500));
  for (const { title } of report.sections) expect(written).toContain(`### ${title}`);
  expect(written).toContain('A quick run: its figures mean nothing.');
  await writeDocument(pathToFileURL(file), report);
  expect(readFileSync(file, 'utf8')).toBe(written);
  expect(renderReport(report)).not.toContain('undefined');
});

function section(name: string): Section {
  const found = report.sections.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no section ${name}`);
  return found;
}
