import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
// oxlint-disable-next-line no-restricted-imports -- what is measured is the command line's own file, which it does not publish
import { createJournalFile, type JournalFile } from '../../apps/cli/src/journal-file.ts';
import { alternate, type Variant } from './alternate.ts';
import { openBackend, openMaskedModel, tiny, type BenchModel } from './models.ts';
import { atMost, type Section, type Setting } from './section.ts';
import { contextOf, runOut } from './subject.ts';

const batchSize = 8;
const asked = 1.05;

/** A run with a journal, against the same run without. */
export async function journal({ models, quick, tell }: Setting): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'reagent-bench-'));
  const measured: Measured[] = [];
  try {
    for (const model of models) {
      for (const targets of [1, 16]) {
        for (const tokens of quick ? [16] : [32, 128]) {
          tell(`${model.name}, ${tokens} tokens, ${targets} targets`);
          const repeats = quick ? 2 : model.name === tiny ? 25 : 3;
          measured.push(await measure(model, { tokens, targets, folder }, repeats));
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return {
    name: 'journal',
    title: 'Journal: a run with `--checkpoint` ÷ the same run without',
    explanation: [
      `Compared: \`attribute()\` with a journal in a file, as the command line writes it, with the same call without one: opening the file and a line for each batch are in it. Preset default, batches of ${batchSize}, T + 64 evaluations after contexts of T tokens; of an answer of 16 targets each line holds 16 times as much.`,
      `The two alternate; medians of ${quick ? 2 : '3 (tiny: 25)'} rounds. The file lies in the folder for temporary files.`,
    ],
    rows: measured.map(({ row }) => row),
    ratios: measured.map(({ what, ratio }) => ({ what, value: ratio })),
    bars: measured.flatMap(({ model, what, ratio }) => (model === tiny ? [atMost(what, ratio, asked)] : [])),
  };
}

interface Measured {
  readonly model: string;
  readonly what: string;
  readonly ratio: number;
  readonly row: Section['rows'][number];
}

interface Case {
  readonly tokens: number;
  readonly targets: number;
  readonly folder: string;
}

async function measure(model: BenchModel, { tokens, targets, folder }: Case, repeats: number): Promise<Measured> {
  const backend = await openBackend(model, { batchSize });
  const maskedModel = await openMaskedModel(model);
  const evaluations = tokens + 64;
  let file = 0;
  /** Each variant explains the same texts, a new one each round, and keeps its own proposals: nothing is known before. */
  const variant = (journalFor: () => Promise<JournalFile | null>): Variant => {
    const replacer = createRobertaReplacer({ maskedModel });
    let round = 0;
    return {
      async run() {
        const ids = contextOf(backend, tokens + targets, round++);
        const journal = await journalFor();
        await attribute({
          ...{ backend, replacer, text: ids.slice(0, tokens), target: ids.slice(tokens) },
          ...{ stopping: runOut, limits: { evaluations }, execution: { batchSize } },
          ...(journal === null ? {} : { journal }),
        });
        await journal?.close();
      },
    };
  };
  const seconds = await alternate(
    {
      without: variant(async () => null),
      with: variant(() => createJournalFile(join(folder, `${model.name}-${tokens}-${targets}-${file++}.journal`))),
    },
    { repeats },
  );
  await Promise.all([backend.dispose(), maskedModel.dispose()]);
  const ratio = seconds.with / seconds.without;
  const row = {
    model: model.name,
    tokens,
    targets,
    evaluations,
    'without, s': seconds.without,
    'with a journal, s': seconds.with,
    ratio,
  };
  return { model: model.name, what: `${model.name}, ${tokens} tokens, targets: ${targets}`, ratio, row };
}
