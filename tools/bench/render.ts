import { markdownTable } from '../study/statistics.ts';
import type { Report } from './report.ts';
import type { Bar, Section } from './section.ts';

/** A section as Markdown, which is also what the terminal shows. */
export function renderSection({ title, name, explanation, rows, ratios, bars }: Section): string {
  const header = Object.keys(rows[0] ?? {});
  return [
    `### ${title}`,
    `\`npm run bench -- ${name}\``,
    ...explanation,
    ...(rows.length === 0
      ? []
      : [
          markdownTable(
            header,
            rows.map((row) => header.map((key) => shown(row[key]))),
          ),
        ]),
    ...(ratios.length === 0
      ? []
      : [
          markdownTable(
            ['ratio', 'value'],
            ratios.map(({ what, value }) => [what, shown(value)]),
          ),
        ]),
    ...(bars.length === 0 ? [] : [markdownTable(['asked of', 'asked', 'got', 'met'], bars.map(barCells))]),
  ].join('\n\n');
}

/** Where and when it was measured, and how many bars are met. */
export function renderSummary({ machine, models, started, seconds, quick, sections }: Report): string {
  const bars = sections.flatMap((section) => section.bars);
  const met = bars.filter((bar) => bar.met).length;
  return [
    ...(quick ? ['A quick run: its figures mean nothing.'] : []),
    `${machine.processor}, ${machine.threads} threads, Node ${machine.node}, ${machine.engine}; models: ${models.join(', ')}; ` +
      `${started.slice(0, 10)}, ${Math.round(seconds / 60)} minutes. ${met} of ${bars.length} bars are met.`,
  ].join('\n\n');
}

export function renderReport(report: Report): string {
  return [renderSummary(report), ...report.sections.map(renderSection)].join('\n\n');
}

function barCells({ what, asked, got, met }: Bar): string[] {
  return [what, asked, shown(got), met ? 'yes' : '**no**'];
}

/** Three digits. */
function shown(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}
