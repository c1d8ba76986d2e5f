import { unitGroups, type AttributionResult, type UnitGroup } from '@reagent/core';
import type { Granularity } from './granularity.ts';

/** What a view shows as one: its tokens by position, and where they stand in the text. */
export interface Unit {
  readonly tokens: readonly number[];
  /** Several where other tokens stand in between: of a part that is in several places, or around what is pinned. */
  readonly places: readonly Place[];
  /** Of a part that the run was given by name; null for the others. */
  readonly name: string | null;
  /** The first token of each unit of the run in it, which has the unit's effect. */
  readonly measured: readonly number[];
}

/** Neighbouring tokens and their part of the text. */
export interface Place {
  readonly tokens: readonly number[];
  /** UTF-16 offsets in the result's text; equal for what stands for no text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The context cut into units, in order of their first tokens, as core's `unitGroups` cuts it. What was replaced as one is
 * one; what is only put together here, such as a sentence with a chat template in it, is cut there.
 */
export function unitsOf(
  result: Pick<AttributionResult, 'text' | 'tokens' | 'units'>,
  granularity: Granularity,
): Unit[] {
  return unitGroups(result, granularity)
    .flatMap((group) => {
      const places = runsOf(group.tokens).map((run) => placeOf(result, run));
      const whole = group.name !== null || group.units.length === 1;
      return (whole ? [places] : places.map((place) => [place])).map((own) => unitOf(group, own));
    })
    .sort((a, b) => (a.tokens[0] ?? 0) - (b.tokens[0] ?? 0));
}

function unitOf({ name, units }: UnitGroup, places: readonly Place[]): Unit {
  const tokens = places.flatMap((place) => place.tokens);
  const inside = new Set(tokens);
  const measured = units.filter((unit) => unit.some((position) => inside.has(position)));
  return { tokens, places, name, measured: measured.map(([first = 0]) => first) };
}

function placeOf({ tokens: all }: Pick<AttributionResult, 'tokens'>, tokens: readonly number[]): Place {
  const spans = tokens.flatMap((position) => all[position] ?? []);
  return {
    tokens,
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
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
