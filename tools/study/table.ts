import type { Markers } from '../marked-section.ts';
import { barsOf, coverage, meanOf, type Rows } from './bars.ts';
import type { Quality } from './metrics.ts';
import { methodNames, type MethodKey } from './scores.ts';
import { settings } from './settings.ts';
import { markdownTable, shown } from './statistics.ts';

/** Where the study's section of docs/evaluation.md stands. */
export const markers: Markers = {
  begin: '<!-- What follows is written by `npm run study -- table --document`. -->',
  end: '<!-- Until here. -->',
};

/** The study's section of docs/evaluation.md. */
export function renderStudy(rows: Rows): string {
  return [
    `E = ${settings.evaluations} evaluations for every method; in parentheses the standard error, clustered by template, in thousandths.`,
    '### What is asked of the default',
    markdownTable(
      ['', 'measured', 'asked', 'met'],
      barsOf(rows).map((bar) => [bar.what, bar.measured, bar.asked, bar.met ? 'yes' : '**no**']),
    ),
    '### Every method at the same budget, on the tiny pair',
    `${rows.ranking.length} held-out items of ${templates(rows.ranking)} templates; redundant copies: ${rows.redundant.length} items of ` +
      `${templates(rows.redundant)} templates, ${settings.redundant.seeds.length} seeds. LDS over ${settings.ranking.freshMasks} fresh masks.`,
    methodTable(rows),
    '### Beside the long-run reference, on the tiny pair',
    referenceTable(rows.reference),
    coverageTable(rows.reference),
    '### SmolLM2 on agreement items',
    agreementTable(rows.agreement),
  ].join('\n\n');
}

const columns = ['hit1', 'hit2', 'hit3', 'distractor3', 'competitor3', 'lds', 'r2'] as const;
const header = ['hit@1', 'hit@2', 'hit@3', 'D3', 'C3', 'LDS', 'R²'];

function cellsOf<Row extends { readonly templateId: string }>(
  rows: readonly Row[],
  quality: (row: Row) => Quality,
): string[] {
  return columns.map((column) => shown(meanOf(rows, (row) => quality(row)[column])));
}

function methodTable({ ranking, redundant }: Rows): string {
  return markdownTable(
    ['scores', ...header, 'redundant share', 'both copies'],
    (Object.keys(methodNames) as MethodKey[]).map((key) => [
      methodNames[key],
      ...cellsOf(ranking, (row) => row.methods[key]),
      shown(meanOf(redundant, (row) => row.methods[key].share)),
      shown(meanOf(redundant, (row) => row.methods[key].both)),
    ]),
  );
}

function referenceTable(rows: Rows['reference']): string {
  return markdownTable(
    [`scores, ${rows.length} items`, ...header],
    [
      ['effect of the default', ...cellsOf(rows, (row) => row.default)],
      [`reference, ${settings.reference.rows} evaluations`, ...cellsOf(rows, (row) => row.reference)],
    ],
  );
}

function coverageTable(rows: Rows['reference']): string {
  const mean = rows.reduce((sum, row) => sum + row.stopped.evaluations, 0) / rows.length;
  const separated = rows.reduce((sum, row) => sum + row.stopped.separated, 0);
  const runs = rows.length * settings.reference.seeds.length;
  const units = (at: 'fixed' | 'stopped') => rows.reduce((sum, row) => sum + row[at].all.known, 0);
  const line = (name: string, at: 'fixed' | 'stopped') => [
    name,
    ...(['all', 'trueTop', 'estimatedTop'] as const).map((key) => shown(coverage(rows, at, key))),
    `${units(at)}`,
  ];
  return markdownTable(
    [
      `95 % intervals that cover, ${settings.reference.seeds.length} seeds`,
      'all positions',
      'true top three',
      'estimated top three',
      'positions with one',
    ],
    [
      line(`at a fixed ${settings.evaluations}`, 'fixed'),
      line(`at the stop (${separated} of ${runs} runs separated, mean ${mean.toFixed(0)} evaluations)`, 'stopped'),
    ],
  );
}

function agreementTable(rows: Rows['agreement']): string {
  const tokens = rows.map((row) => row.tokens);
  const scores = { default: 'effect of the default', leaveOneOut: methodNames.leaveOneOut, lasso: methodNames.lasso };
  return [
    `${rows.length} items of ${templates(rows)} templates, ${Math.min(...tokens)} to ${Math.max(...tokens)} tokens; ` +
      `LDS over ${settings.agreement.freshMasks} fresh masks.`,
    markdownTable(
      ['scores', ...header.filter((name) => name !== 'C3')],
      (Object.keys(scores) as (keyof typeof scores)[]).map((key) => [
        scores[key],
        ...columns
          .filter((column) => column !== 'competitor3')
          .map((column) => shown(meanOf(rows, (row) => row[key][column]))),
      ]),
    ),
  ].join('\n\n');
}

function templates(rows: readonly { readonly templateId: string }[]): number {
  return new Set(rows.map(({ templateId }) => templateId)).size;
}
