/**
 * What the method is worth. The settings are frozen in settings.ts; rows are kept in .cache/study, so that a run that was cut
 * goes on, and its parts can be run one by one or side by side.
 *
 *   npm run study -- table                    runs what is missing and prints the figures
 *   npm run study -- table --document         and writes them into docs/evaluation.md
 *   npm run study -- ranking | reference | redundant | agreement    runs one part; agreement needs SmolLM2
 *   npm run study -- separation               how often effectSeparated declares a wrong set, for several z
 *   npm run study -- copies                   which share of two copies any number of evaluations would find
 *   npm run study -- agreement-items FOLDER   writes agreement/agreement.jsonl from the folder of the addresses
 */
import { writeSection } from '../marked-section.ts';
import { makeAgreementItems } from './agreement/make-items.ts';
import { copiesInTheLongRun } from './copies.ts';
import { agreement } from './parts/agreement.ts';
import { ranking } from './parts/ranking.ts';
import { redundant } from './parts/redundant.ts';
import { reference } from './parts/reference.ts';
import { rowsOf } from './run-part.ts';
import { separation } from './separation.ts';
import { markers, renderStudy } from './table.ts';

const studies: Readonly<Record<string, (argument: string | undefined) => Promise<string>>> = {
  table,
  ranking: async () => `${(await rowsOf(ranking)).length} rows`,
  reference: async () => `${(await rowsOf(reference)).length} rows`,
  redundant: async () => `${(await rowsOf(redundant)).length} rows`,
  agreement: async () => `${(await rowsOf(agreement)).length} rows`,
  separation: () => separation({ items: 80, seeds: 12, referenceRows: 10_000 }),
  copies: () => copiesInTheLongRun({ rows: 5000 }),
  'agreement-items': (folder = '') => makeAgreementItems(folder),
};

async function table(option: string | undefined): Promise<string> {
  const section = renderStudy({
    ranking: await rowsOf(ranking),
    reference: await rowsOf(reference),
    redundant: await rowsOf(redundant),
    agreement: await rowsOf(agreement),
  });
  if (option === '--document')
    await writeSection(new URL('../../docs/evaluation.md', import.meta.url), markers, section);
  return section;
}

const [name = '', argument] = process.argv.slice(2);
const study = Object.hasOwn(studies, name) ? studies[name] : undefined;
if (study === undefined) {
  console.error(`usage: npm run study -- ${Object.keys(studies).join(' | ')}`);
  process.exitCode = 2;
} else {
  console.log(await study(argument));
}
