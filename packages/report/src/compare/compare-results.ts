import { ReagentError, type AttributionResult } from '@reagent/core';
import { attributionView, type AttributionView, type ViewCell, type ViewRow } from '../view/attribution-view.ts';
import type { Granularity } from '../view/granularity.ts';
import type { Quantity } from '../view/quantity.ts';
import { kendall, spearman } from './rank-agreement.ts';
import { settingDifferences, type SettingDifference } from './setting-differences.ts';

export interface CompareOptions {
  /** Default `effect`. */
  readonly show?: Quantity;
  /** Default `token` where both have the same tokens, else `word`. */
  readonly granularity?: Granularity;
  /** Units of the overlap. Default 3. */
  readonly top?: number;
}

/** How far two results about one text agree. */
export interface Comparison {
  readonly show: Quantity;
  readonly granularity: Granularity;
  readonly differences: readonly SettingDifference[];
  readonly targets: readonly TargetComparison[];
}

export interface TargetComparison {
  /** The targets in quotes; they may differ. */
  readonly a: string;
  readonly b: string;
  /** Units that have a number in both. */
  readonly rows: readonly ComparedRow[];
  /** Kendall's tau-b and Spearman's rank correlation of the signed numbers; null where one side has no order. */
  readonly kendall: number | null;
  readonly spearman: number | null;
  /** How many of the `of` strongest units, whatever their sign, are the same. */
  readonly overlap: { readonly shared: number; readonly of: number };
}

export interface ComparedRow {
  readonly label: string;
  readonly a: ViewCell;
  readonly b: ViewCell;
  /** 1: the strongest, whatever its sign. */
  readonly rankA: number;
  readonly rankB: number;
}

/**
 * Compares two results about the same text, target by target in their order.
 *
 * Throws `INVALID_INPUT` where the texts differ, where they have no common number of targets, or where tokens are asked
 * for and differ.
 */
export function compareResults(a: AttributionResult, b: AttributionResult, options: CompareOptions = {}): Comparison {
  if (a.text !== b.text) throw invalid('the results are about different texts');
  if (a.targets.length !== b.targets.length) {
    throw invalid(`the results have ${a.targets.length} and ${b.targets.length} targets`);
  }
  const { show = 'effect', top = 3, granularity = sameTokens(a, b) ? 'token' : 'word' } = options;
  if (granularity === 'token' && !sameTokens(a, b)) {
    throw invalid('the results cut the text into different tokens: compare them by word or by sentence');
  }
  const [viewA, viewB] = [attributionView(a, granularity), attributionView(b, granularity)];
  return {
    show,
    granularity,
    differences: settingDifferences(a, b),
    targets: a.targets.map((_, target) => compareTarget(viewA, viewB, { target, show, top })),
  };
}

function compareTarget(
  viewA: AttributionView,
  viewB: AttributionView,
  { target, show, top }: { readonly target: number; readonly show: Quantity; readonly top: number },
): TargetComparison {
  const placesInB = new Map(viewB.rows.map(({ places }, row) => [spansOf(places), row]));
  const [columnA, columnB] = [viewA.columns[target], viewB.columns[target]];
  const pairs = viewA.rows.flatMap(({ label, places, textless }, row) => {
    if (textless) return []; // such as a start token: the other model may have none, or another
    const a = columnA?.cells[row];
    const b = columnB?.cells[placesInB.get(spansOf(places)) ?? -1];
    return a !== undefined && b !== undefined && known(a, show) && known(b, show) ? [{ label, a, b }] : [];
  });
  const valuesA = pairs.map(({ a }) => valueOf(a, show));
  const valuesB = pairs.map(({ b }) => valueOf(b, show));
  const [ranksA, ranksB] = [ranksOf(valuesA), ranksOf(valuesB)];
  const of = Math.min(top, pairs.length);
  return {
    a: columnA?.label ?? '',
    b: columnB?.label ?? '',
    rows: pairs.map((pair, index) => ({ ...pair, rankA: ranksA[index] ?? 0, rankB: ranksB[index] ?? 0 })),
    kendall: kendall(valuesA, valuesB),
    spearman: spearman(valuesA, valuesB),
    overlap: {
      shared: pairs.filter((_, index) => (ranksA[index] ?? 0) <= of && (ranksB[index] ?? 0) <= of).length,
      of,
    },
  };
}

function spansOf(places: ViewRow['places']): string {
  return places.map(({ start, end }) => `${start}-${end}`).join();
}

function sameTokens(a: AttributionResult, b: AttributionResult): boolean {
  return (
    a.tokens.length === b.tokens.length &&
    a.tokens.every(({ start, end }, index) => start === b.tokens[index]?.start && end === b.tokens[index]?.end)
  );
}

function known(cell: ViewCell, show: Quantity): boolean {
  return cell.before && (show === 'importance' || cell.effect !== null);
}

function valueOf(cell: ViewCell, show: Quantity): number {
  return show === 'importance' ? cell.importance : (cell.effect?.estimate ?? 0);
}

/** Strongest first, ties in the order of the text. */
function ranksOf(values: readonly number[]): number[] {
  const order = values
    .map((value, index) => ({ size: Math.abs(value), index }))
    .sort((a, b) => b.size - a.size || a.index - b.index);
  const ranks = new Array<number>(values.length);
  order.forEach(({ index }, rank) => (ranks[index] = rank + 1));
  return ranks;
}

function invalid(problem: string): ReagentError {
  return new ReagentError('INVALID_INPUT', problem);
}
