import { unitGroups, type AttributionResult, type UnitGroup } from '@reagent/core';
import type { Granularity } from './granularity.ts';

/** A stretch of the context that a view shows as one: its tokens by position, and its part of the text. */
export interface Unit {
  readonly tokens: readonly number[];
  /** UTF-16 offsets in the result's text; equal for what stands for no text. */
  readonly start: number;
  readonly end: number;
  /** Of a part that the run was given by name; null for the others. */
  readonly name: string | null;
  /** The first token of each unit of the run in it, which has the unit's effect. */
  readonly measured: readonly number[];
}

/**
 * The context cut into units, in order, as core's `unitGroups` cuts it. What stands in several places is shown in each.
 */
export function unitsOf(
  result: Pick<AttributionResult, 'text' | 'tokens' | 'units'>,
  granularity: Granularity,
): Unit[] {
  return unitGroups(result, granularity)
    .flatMap((group) => runsOf(group.tokens).map((tokens) => unitOf(result, group, tokens)))
    .sort((a, b) => (a.tokens[0] ?? 0) - (b.tokens[0] ?? 0));
}

function unitOf({ tokens: all }: Pick<AttributionResult, 'tokens'>, group: UnitGroup, tokens: number[]): Unit {
  const spans = tokens.flatMap((position) => all[position] ?? []);
  const inside = new Set(tokens);
  const measured = group.units.filter((unit) => unit.some((position) => inside.has(position)));
  return {
    tokens,
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
    name: group.name,
    measured: measured.map(([first = 0]) => first),
  };
}

/** Positions, cut where they are not neighbours. */
function runsOf(positions: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const position of positions) {
    const last = runs.at(-1);
    if (last?.at(-1) === position - 1) last.push(position);
    else runs.push([position]);
  }
  return runs;
}
