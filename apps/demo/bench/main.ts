/**
 * What the demo makes a person wait for, on the built site in Chromium. docs/demo.md says what each figure means.
 *
 *   npm run bench:demo                                       print
 *   npm run bench:demo -- --json demo.json --document        as JSON too, and into docs/demo.md
 *   npm run bench:demo -- --from demo.json --document        what was measured before
 *   npm run bench:demo -- --quick                            little work: to see that it runs; the figures mean nothing
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeSection } from '../../../tools/marked-section.ts';
import { measure } from './measure.ts';
import { renderBench, type DemoBench } from './report.ts';

const document = new URL('../../../docs/demo.md', import.meta.url);
const markers = { begin: '<!-- What follows is written by `npm run bench:demo -- --document`. -->', end: null };

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    from: { type: 'string' },
    quick: { type: 'boolean', default: false },
    document: { type: 'boolean', default: false },
  },
});
const { json, from, quick } = values;
const bench = from === undefined ? await measure(quick) : (JSON.parse(await readFile(from, 'utf8')) as DemoBench);
const section = renderBench(bench);
console.log(section);
if (json !== undefined) await writeFile(json, `${JSON.stringify(bench, null, 2)}\n`);
if (values.document) await writeSection(document, markers, section);
