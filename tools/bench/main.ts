/**
 * What an attribution costs, as ratios to what it needs at least. docs/benchmarks.md says what each section means.
 *
 *   npm run bench                                      all sections
 *   npm run bench -- overhead full-head                some
 *   npm run bench -- --json bench.json --document      all, as JSON too, and into docs/benchmarks.md
 *   npm run bench -- --from bench.json --document      what was measured before
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { writeDocument } from './document.ts';
import { chooseModels } from './models.ts';
import { renderSection, renderSummary } from './render.ts';
import type { Report } from './report.ts';
import { runSections } from './run-sections.ts';
import { sections } from './sections.ts';

interface Options {
  readonly json?: string;
  readonly from?: string;
  readonly model: readonly string[];
  readonly quick?: true;
  readonly document?: true;
}

const document = new URL('../../docs/benchmarks.md', import.meta.url);

const program = new Command('npm run bench --')
  .addArgument(new Argument('[sections...]', 'default: all').choices(Object.keys(sections)))
  .option('--json <file>', 'write the figures as JSON')
  .option('--from <file>', 'measure nothing: take the figures of a JSON file')
  .option(
    '--model <model>',
    'tiny, smollm2 or a folder; repeatable. Default: both, SmolLM2 where it is there',
    collect,
    [],
  )
  .option('--quick', 'little work, two repeats: to see that it runs; the figures mean nothing')
  .option('--document', 'write the figures into docs/benchmarks.md')
  .action(bench);
await program.parseAsync();

async function bench(names: readonly string[], { json, from, model, quick, document: wanted }: Options): Promise<void> {
  const print = (text: string): void => console.log(`${text}\n`);
  const report =
    from === undefined
      ? await runSections({
          names: names.length > 0 ? names : Object.keys(sections),
          models: chooseModels(model),
          quick: quick === true,
          tell: (line) => console.error(line),
          done: (section) => print(renderSection(section)),
        })
      : (JSON.parse(await readFile(from, 'utf8')) as Report);
  print(renderSummary(report));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  if (wanted === true) await writeDocument(document, report);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
