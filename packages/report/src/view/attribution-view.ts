import { sumOfEffects, type AttributionResult, type Effect, type ResultTarget } from '@reagent/core';
import { distanceName } from '../distance-name.ts';
import { effectStrengths, strengths, type Strength } from '../strength.ts';
import { targetLabel, targetWords } from '../target-words.ts';
import { visibleToken } from '../visible-token.ts';
import type { Granularity } from './granularity.ts';
import { unitLabels } from './unit-labels.ts';
import { sumOfImportance } from './sums.ts';
import { unitsOf, type Place, type Unit } from './units.ts';

/** A result as pictures show it: rows of context units, columns of targets, every text escaped for the eye. */
export interface AttributionView {
  readonly granularity: Granularity;
  readonly rows: readonly ViewRow[];
  /** The text, piece by piece: a row has one for each place where it stands. */
  readonly pieces: readonly ViewPiece[];
  readonly columns: readonly ViewColumn[];
  /** The importance is about the whole prediction, by this distance; null: about the target. */
  readonly distance: string | null;
  /** How readily weak values are marked; 0: as in every picture. */
  readonly emphasis: number;
}

export interface ViewPiece {
  /** Place of its row among the rows. */
  readonly row: number;
  /** What is shown in place of the text: never a control, format or half character. */
  readonly shown: string;
  /** The text's line ends after it. */
  readonly endsLine: boolean;
  /** No piece of its row stands before it. */
  readonly first: boolean;
}

export interface ViewRow extends Unit {
  /** In quotes; which one where there are several of one text, in how many places where it is a part in several. */
  readonly label: string;
  /** Stands for no text, such as a start token. */
  readonly textless: boolean;
  /** Written by the chat template. */
  readonly template: boolean;
  /** No token of it was ever replaced. */
  readonly pinned: boolean;
  /** An earlier token of the explained answer. */
  readonly answer: boolean;
}

export interface ViewColumn {
  readonly target: ResultTarget;
  /** The target's text in quotes; of a contrast both texts. */
  readonly label: string;
  /** `p = 0.97, first choice`. */
  readonly words: string;
  /** [row] */
  readonly cells: readonly ViewCell[];
}

export interface ViewCell {
  readonly effect: Effect | null;
  readonly importance: number;
  /** How the cell is marked in the view of effects, and in the view of importance. */
  readonly strength: { readonly effect: Strength; readonly importance: Strength };
  readonly inRationale: boolean;
  /** Whether the row comes before the target at all: a later answer token is no context of an earlier one. */
  readonly before: boolean;
}

/** What of a result a view shows: a run under way has it too. */
export type Viewed = Pick<
  AttributionResult,
  'text' | 'tokens' | 'units' | 'targets' | 'importance' | 'effect' | 'rationale' | 'settings'
>;

/** @param emphasis 0: as in every picture; above, up to 1: weaker values are marked too; below, to -1: only the strongest */
export function attributionView(result: Viewed, granularity: Granularity = 'token', emphasis = 0): AttributionView {
  const units = unitsOf(result, granularity);
  return {
    granularity,
    rows: rowsOf(result, units),
    pieces: piecesOf(result, units),
    columns: result.targets.map((target, index) => columnOf(result, units, { target, index, emphasis })),
    distance: distanceName(result),
    emphasis,
  };
}

function rowsOf(result: Viewed, units: readonly Unit[]): ViewRow[] {
  const labels = unitLabels(units.map((unit) => unit.name ?? textOf(result, unit)));
  return units.map((unit, index) => {
    const tokens = unit.tokens.map((position) => result.tokens[position]);
    const several = unit.name !== null && unit.places.length > 1;
    return {
      ...unit,
      label: `${labels[index]}${several ? ` in ${unit.places.length} places` : ''}`,
      textless: unit.places.every(({ start, end }) => start === end),
      template: tokens.every((token) => token?.template === true),
      pinned: tokens.every((token) => token?.pinned === true),
      answer: tokens.every((token) => token?.answer === true),
    };
  });
}

function piecesOf(result: Viewed, units: readonly Unit[]): ViewPiece[] {
  return units
    .flatMap(({ places }, row) => places.map((place, index) => ({ row, place, first: index === 0 })))
    .sort((a, b) => (a.place.tokens[0] ?? 0) - (b.place.tokens[0] ?? 0))
    .map(({ row, place, first }) => {
      const text = textAt(result, place);
      return { row, first, shown: visibleToken(text), endsLine: text.endsWith('\n') };
    });
}

/** As core writes the text of a unit. */
function textOf(result: Viewed, { places }: Unit): string {
  const texts = places.map((place) => textAt(result, place));
  return texts.map((text, index) => (index === 0 ? text : text.trimStart())).join(' … ');
}

function textAt(result: Viewed, { tokens, start, end }: Place): string {
  return start < end ? result.text.slice(start, end) : (result.tokens[tokens[0] as number]?.text ?? '');
}

function columnOf(
  result: Viewed,
  units: readonly Unit[],
  { target, index, emphasis }: { readonly target: ResultTarget; readonly index: number; readonly emphasis: number },
): ViewColumn {
  const effects = result.effect[index] ?? [];
  const shares = result.importance[index] ?? [];
  const rationale = new Set(result.rationale[index]);
  const effect = units.map(({ measured }) => sumOfEffects(measured.map((position) => effects[position] ?? null)));
  const importance = units.map(({ tokens }) => sumOfImportance(tokens.map((position) => shares[position] ?? 0)));
  const marks = { effect: effectStrengths(effect, emphasis), importance: strengths(importance, emphasis) };
  const cells = units.map(({ tokens }, row) => ({
    effect: effect[row] ?? null,
    importance: importance[row] ?? 0,
    strength: { effect: marks.effect[row] ?? 0, importance: marks.importance[row] ?? 0 },
    inRationale: tokens.some((position) => rationale.has(position)),
    before: tokens.some((position) => position < target.position),
  }));
  return { target, label: targetLabel(target), words: targetWords(target), cells };
}
