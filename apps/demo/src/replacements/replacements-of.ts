import type { AttributionResult, EvaluatedContext, ResultTarget } from '@reagent/core';
import type { DemoRun } from '../settings.ts';

/** What stood in the place of some tokens while a run replaced them, and what became of the target. */
export interface Replacements {
  /** What the model gave the target in the text as it is: its probability; of a contrast, its share of the two. */
  readonly before: number;
  /** Changed texts in which it was replaced, and in which it was kept while others were replaced. */
  readonly replaced: Moved;
  readonly kept: Moved;
  /** The one that the target moved most with first. */
  readonly list: readonly Replacement[];
}

export interface Moved {
  /** Changed texts. */
  readonly rows: number;
  /** Mean over them; null: there are none. */
  readonly after: number | null;
}

export interface Replacement extends Moved {
  /** What stood there. */
  readonly text: string;
  /** The replacer drew what stands in the text. */
  readonly same: boolean;
  readonly after: number;
  readonly lowest: number;
  readonly highest: number;
  /** Of the rows with nothing else replaced. */
  readonly alone: Moved;
  /** How many other tokens were replaced along, on average. */
  readonly others: number;
}

interface Row {
  readonly text: string;
  readonly same: boolean;
  readonly after: number;
  readonly others: number;
}

/** @param tokens positions of what was chosen: rows in which any of them was replaced count */
export function replacementsOf(
  { result, trace, texts }: Pick<DemoRun, 'result' | 'trace' | 'texts'>,
  tokens: readonly number[],
  target: number,
): Replacements {
  const chosen = new Set(tokens);
  const [rows, kept]: [Row[], number[]] = [[], []];
  for (const evaluated of trace) {
    const after = probabilityIn(evaluated, target);
    if (after === null || evaluated.substitutes.length === 0) continue;
    const here = evaluated.substitutes.filter(([position]) => chosen.has(position));
    if (here.length === 0) kept.push(after);
    else
      rows.push({
        ...standing(result, tokens, here, texts),
        after,
        others: evaluated.substitutes.length - here.length,
      });
  }
  const before = probabilityBefore(result.targets[target]);
  return {
    before,
    replaced: moved(rows.map(({ after }) => after)),
    kept: moved(kept),
    list: listOf(rows).sort((a, b) => distance(b, before) - distance(a, before) || b.rows - a.rows || order(a, b)),
  };
}

function listOf(rows: readonly Row[]): Replacement[] {
  const byText = new Map<string, Row[]>();
  for (const row of rows) byText.set(row.text, [...(byText.get(row.text) ?? []), row]);
  return Array.from(byText, ([text, own]) => {
    const values = own.map(({ after }) => after);
    return {
      text,
      same: own.every(({ same }) => same),
      rows: own.length,
      after: mean(values),
      lowest: Math.min(...values),
      highest: Math.max(...values),
      alone: moved(own.filter(({ others }) => others === 0).map(({ after }) => after)),
      others: mean(own.map(({ others }) => others)),
    };
  });
}

/** The tokens as they stood in a row: substitutes, and originals where only a part was replaced. */
function standing(
  { tokens: all }: AttributionResult,
  tokens: readonly number[],
  substitutes: EvaluatedContext['substitutes'],
  texts: DemoRun['texts'],
): Pick<Row, 'text' | 'same'> {
  const ids = new Map(substitutes);
  const text = tokens.map((position) => {
    const id = ids.get(position);
    return (id === undefined ? all[position]?.text : (texts[id] ?? `[${id}]`)) ?? '';
  });
  return { text: text.join(''), same: substitutes.every(([position, id]) => all[position]?.id === id) };
}

/** Null: the row is about another target. */
function probabilityIn({ target: own, scores }: EvaluatedContext, target: number): number | null {
  const score = own === null ? scores[target] : own === target ? scores[0] : undefined;
  return score === undefined ? null : Math.exp(score.logProbability);
}

function probabilityBefore(target: ResultTarget | undefined): number {
  if (target === undefined) return 0;
  const { probability, insteadOf } = target;
  if (insteadOf === null) return probability;
  const both = probability + insteadOf.probability;
  return both === 0 ? 0 : probability / both;
}

function moved(values: readonly number[]): Moved {
  return { rows: values.length, after: values.length === 0 ? null : mean(values) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function distance({ after }: Replacement, before: number): number {
  return Math.abs(after - before);
}

/** By code units, so that it is the same everywhere. */
function order(a: Replacement, b: Replacement): number {
  return a.text < b.text ? -1 : 1;
}
