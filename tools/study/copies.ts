import { fitEffect, randomStream } from '@reagent/core';
import { mean } from 'simple-statistics';
import { readItems } from './items.ts';
import { leaveOneOut, type Scores } from './methods.ts';
import { openTiny } from './pairs.ts';
import { largest, longRunReference, sampleLongRun } from './reference.ts';
import { effectRow, sampleMasks, type Sample } from './sampling.ts';
import { settings } from './settings.ts';
import { clusteredMean, markdownTable, shown } from './statistics.ts';
import { subjectOf, unitsIn, type Subject } from './subject.ts';

const seed = 60_000;
const ratios = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What each unit is worth by several designs, from so many evaluations each that chance has no say. */
async function rankings(
  subject: Subject,
  rows: number,
  copies: readonly (readonly number[])[],
): Promise<Readonly<Record<string, Scores>>> {
  const { evaluations } = settings;
  const alone = await leaveOneOut(subject, { evaluations: rows + 1, seed });
  return {
    'the design of the default': longRunReference(
      subject,
      await sampleLongRun(subject, { rows, evaluations, seed }),
      evaluations,
    ).beta,
    'each token alone': alone,
    'any number of tokens at once (r .1 to .9)': await anyNumber(subject, rows),
    'each token alone, a copy also where the other copy is replaced': await knowingCopies(subject, alone, {
      copies,
      draws: Math.round(rows / subject.units),
    }),
  };
}

async function anyNumber(subject: Subject, rows: number): Promise<Scores> {
  const samples: Sample[] = [];
  for (const [place, ratio] of ratios.entries()) {
    samples.push(...(await sampleMasks(subject, Math.round(rows / ratios.length), ratio, seed + place)));
  }
  return fitEffect({
    rows: samples.map((sample) => effectRow(subject, sample, 'update')),
    units: subject.units,
    eligible: Array.from({ length: subject.units }, (_, unit) => unit),
    penalty: 1e-9,
  }).beta;
}

/** Of a copy, the larger of what it does alone and what it does where the other is replaced too. */
async function knowingCopies(
  subject: Subject,
  alone: Scores,
  { copies, draws }: { readonly copies: readonly (readonly number[])[]; readonly draws: number },
): Promise<Scores> {
  const scores = [...alone];
  const both = await meanDrop(subject, copies.flat(), draws);
  for (const [place, copy] of copies.entries()) {
    const withoutOther = both - (await meanDrop(subject, copies[1 - place] ?? [], draws));
    for (const unit of copy) scores[unit] = Math.max(scores[unit]!, withoutOther);
  }
  return scores;
}

/**
 * Of two copies of a cause, which share any ranking could have in its top three: what a model does not read in a second
 * copy, no number of evaluations finds.
 */
export async function copiesInTheLongRun(options: { readonly rows: number }): Promise<string> {
  const { file, items, skip } = settings.redundant;
  const pair = await openTiny();
  const found = new Map<string, { readonly cluster: string; readonly value: number }[]>();
  for (const item of readItems(file, items, skip)) {
    const subject = await subjectOf(item, pair.backend, pair.replacer);
    const copies = (item.antecedents ?? []).map((span) => unitsIn(subject, span));
    for (const [name, scores] of Object.entries(await rankings(subject, options.rows, copies))) {
      const top = largest(scores, 3);
      const value = mean(copies.map((units) => Number(units.some((unit) => top.includes(unit)))));
      found.set(name, [...(found.get(name) ?? []), { cluster: item.templateId, value }]);
    }
  }
  await pair.dispose();
  const line = ([name, values]: [string, { readonly cluster: string; readonly value: number }[]]): string[] => {
    const both = values.map(({ cluster, value }) => ({ cluster, value: Number(value === 1) }));
    return [name, shown(clusteredMean(values)), shown(clusteredMean(both))];
  };
  return [
    `${items} items, ${options.rows} evaluations each.`,
    '',
    markdownTable(['tokens replaced', 'redundant share', 'both copies'], Array.from(found, line)),
  ].join('\n');
}

/** Of the log-odds, where these units are replaced and no other. */
async function meanDrop(subject: Subject, units: readonly number[], draws: number): Promise<number> {
  const mask = Uint8Array.from({ length: subject.units }, (_, unit) => Number(units.includes(unit)));
  const random = Array.from({ length: draws }, (_, step) =>
    randomStream({ seed, probe: 3000, step, purpose: 'substitutes' }),
  );
  const scored = await subject.score(
    random.map(() => mask),
    random,
  );
  return mean(scored.map(({ logOdds }) => subject.base - logOdds));
}
