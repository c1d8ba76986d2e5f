import type { AttributionResult } from '@reagent/core';
import { compareResults, type ComparedRow } from '@reagent/report';

/** Two results about one text, laid over each other. */
export interface TwoRuns {
  /** What is strongest in either first. */
  readonly rows: readonly ComparedRow[];
  /** How far they agree, a sentence each. */
  readonly agreement: readonly string[];
}

const shown = 10;

export function twoRuns(a: AttributionResult, b: AttributionResult): TwoRuns {
  const { targets, differences } = compareResults(a, b);
  const [target] = targets;
  if (target === undefined || target.rows.length === 0) {
    return { rows: [], agreement: ['One of the runs was stopped too early to be compared.'] };
  }
  const { rows, overlap, kendall, spearman } = target;
  const others = differences.map(({ name }) => name).filter((name) => name !== 'settings.seed');
  return {
    rows: rows
      .toSorted((x, y) => Math.min(x.rankA, x.rankB) - Math.min(y.rankA, y.rankB) || x.rankA - y.rankA)
      .slice(0, shown),
    agreement: [
      `${overlap.shared} of the ${overlap.of} strongest are the same in both.`,
      ...intervalAgreement(rows),
      ...(kendall === null || spearman === null
        ? []
        : [
            `The orders agree by ${kendall.toFixed(2)} (Kendall’s tau-b) and ${spearman.toFixed(2)} (Spearman); 1 is the same order, 0 none.`,
          ]),
      ...(others.length === 0 ? [] : [`The runs differ in more than the seed: ${others.join(', ')}.`]),
    ],
  };
}

function intervalAgreement(rows: readonly ComparedRow[]): string[] {
  const pairs = rows.flatMap(({ a, b }) => {
    const [one, other] = [a.effect, b.effect];
    if (one === null || other === null) return [];
    if (one.low === null || one.high === null || other.low === null || other.high === null) return [];
    return [one.low <= other.high && other.low <= one.high];
  });
  if (pairs.length === 0) return [];
  return [`The 95 % intervals overlap for ${pairs.filter(Boolean).length} of ${pairs.length} pieces.`];
}

/** Why a run cannot be made again with another seed here; null: it can. */
export function cannotRepeat({ targets }: AttributionResult): string | null {
  return targets.length === 1 ? null : 'Several tokens are explained at once: this page repeats runs about one.';
}
