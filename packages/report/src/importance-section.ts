import type { AttributionResult } from '@reagent/core';
import { boundsNotes } from './bounds-words.ts';
import { distanceName } from './distance-name.ts';
import type { TableRow } from './table.ts';
import type { AttributionView } from './view/attribution-view.ts';
import { cellNumber } from './view/cell-words.ts';
import { ranked } from './view/ranked.ts';
import { unitWord } from './unit-word.ts';

/** The units of the largest importance as rows of a table, strongest first. */
export function importanceRows(view: AttributionView, target: number, top: number): TableRow[] {
  return ranked(view, target, 'importance')
    .slice(0, top)
    .map(({ row, cell }) => ({
      token: row.label,
      value: cell.importance,
      number: cellNumber(cell, 'importance'),
      interval: '',
      remark: '',
    }));
}

/** What the numbers are, and what they are not. */
export function importanceNotes(result: AttributionResult, target: number): string[] {
  const shares = (result.importance[target] ?? []).some((value) => value > 0);
  if (!shares) return ['No importance can be given: no token may be replaced.'];
  const distance = distanceName(result);
  return [
    `Numbers: the ${unitWord(result)}’s share of the importance that the recursion found.`,
    ...(distance === null
      ? []
      : [`It adds up how far the whole prediction moves (${distance}), whichever tokens gain or lose by it.`]),
    ...(result.importanceOf === 'stopped-recursion'
      ? []
      : ['No stop test ended the recursion: these are not the scores that the paper defines.']),
    ...(result.importanceSaturated[target] === true
      ? ['Saturated: each probe has settled on single tokens; read the order, not the sizes.']
      : []),
    ...boundsNotes(result, target),
  ];
}
