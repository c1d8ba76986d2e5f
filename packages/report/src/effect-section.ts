import type { AttributionResult, Effect, EffectFitSummary, ResultTarget } from '@reagent/core';
import { boundsNotes } from './bounds-words.ts';
import { decimalsFor, signed } from './numbers.ts';
import { mayBeNothing } from './strength.ts';
import type { TableRow } from './table.ts';
import type { AttributionView } from './view/attribution-view.ts';
import { ranked } from './view/ranked.ts';
import { unitWord } from './unit-word.ts';
import { quotedToken } from './visible-token.ts';

/** The units of the largest effects as rows of a table, strongest first. */
export function effectRows(view: AttributionView, target: number, top: number): TableRow[] {
  const strongest = ranked(view, target, 'effect')
    .slice(0, top)
    .flatMap(({ row, cell: { effect } }) => (effect === null ? [] : [{ label: row.label, effect }]));
  const decimals = decimalsFor(Math.abs(strongest[0]?.effect.estimate ?? 0));
  const edges = strongest.flatMap(({ effect: { low, high } }) => (low === null || high === null ? [] : [low, high]));
  const edgeWidth = Math.max(0, ...edges.map((edge) => signed(edge, decimals).length));
  return strongest.map(({ label, effect }) => ({
    token: label,
    value: effect.estimate,
    number: signed(effect.estimate, decimals),
    interval: interval(effect, decimals, edgeWidth),
    remark: mayBeNothing(effect) ? 'may be none' : '',
  }));
}

function interval({ low, high }: Effect, decimals: number, width: number): string {
  if (low === null || high === null) return '';
  return `[${signed(low, decimals).padStart(width)}, ${signed(high, decimals).padStart(width)}]`;
}

/**
 * What the numbers are, and why some are missing.
 * @param quoted how a token's name is written
 */
export function effectNotes(
  result: AttributionResult,
  target: number,
  quoted: (label: string) => string = (label) => label,
): string[] {
  const withheld = result.effectFit[target]?.withheld ?? null;
  const effects = result.effect[target] ?? [];
  const none = effects.every((effect) => effect === null);
  if (none) return withheld === null ? [] : [`No effects can be given: ${withheldWords[withheld]}.`];
  const meaning = `Numbers: ${lostWords(result.targets[target], unitWord(result), quoted)}`;
  const bounds = boundsNotes(result, target);
  return withheld === null
    ? [`${meaning}; in brackets the 95 % interval.`, ...bounds]
    : [`${meaning}.`, `No intervals can be given: ${withheldWords[withheld]}.`, ...bounds];
}

function lostWords(target: ResultTarget | undefined, unit: string, quoted: (label: string) => string): string {
  const name = quoted(quotedToken(target?.text ?? ''));
  const other = target?.insteadOf ?? null;
  if (other === null) return `the log-odds that ${name} loses when the ${unit} is replaced (0.7 halves its odds)`;
  const over = quoted(quotedToken(other.text));
  return `the lead in log-probability over ${over} that ${name} loses when the ${unit} is replaced (0.7 halves its odds against it)`;
}

const withheldWords: Readonly<Record<NonNullable<EffectFitSummary['withheld']>, string>> = {
  'no-rows': 'no token was replaced',
  'few-rows': 'too few evaluations for so many tokens',
  clamped: 'too many probabilities are so near 0 or 1 that the model cannot tell their log-odds',
  bounds: 'too many probabilities are known only as an upper bound',
};
