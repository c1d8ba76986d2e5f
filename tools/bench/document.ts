import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { renderReport } from './render.ts';
import type { Report } from './report.ts';

const begin = '<!-- What follows is written by `npm run bench -- --document`. -->';

/** Writes a report into the guide, below its own words. */
export async function writeDocument(file: URL, report: Report): Promise<void> {
  const [head, figures] = (await readFile(file, 'utf8')).split(begin);
  if (figures === undefined) throw new Error(`${file.pathname} has no line "${begin}"`);
  const text = [head, begin, '\n\n', renderReport(report)].join('');
  await writeFile(file, await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }));
}
