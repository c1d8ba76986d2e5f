import type { AttributionResult, Effect, ResultTarget, ResultToken } from '../interfaces/result.ts';
import { stretches, textOfTokens } from './text-of-tokens.ts';
import { unitPlaces } from './unit-places.ts';
import type { Unit } from '../interfaces/unit.ts';

/** Tokens of a result that a view shows as one. */
export interface UnitGroup {
  /** Of a named part that was replaced as one; null for the others. */
  readonly name: string | null;
  /** Positions, ascending. */
  readonly tokens: readonly number[];
  /** The units of the run that it is made of, each by its tokens: every one of them has the unit's effect. */
  readonly units: readonly (readonly number[])[];
}

/**
 * The context of a result cut into units after the run, in order of their first tokens. What was replaced as one stays
 * one: a sentence cannot be told apart into words. `token`: what was replaced as one, and no more. Tokens that share a
 * character (a character cut across tokens) are together under every unit.
 */
export function unitGroups(result: Pick<AttributionResult, 'text' | 'tokens' | 'units'>, unit: Unit): UnitGroup[] {
  const { text, tokens } = result;
  const places = unitPlaces(text, tokens, unit);
  const groups = new Map<string, Omit<UnitGroup, 'tokens'> & { units: (readonly number[])[] }>();
  let key = '';
  for (const measured of measuredUnits(result)) {
    const [first = 0] = measured.tokens;
    const place = measured.name === null ? (places[first] ?? null) : null;
    if (!sharesCharacter(tokens, first)) {
      // An answer is not the text's last word going on.
      key = place === null ? `alone ${first}` : `${place} ${tokens[first]?.answer === true}`;
    }
    const group = groups.get(key) ?? { name: measured.name, units: [] };
    group.units.push(measured.tokens);
    groups.set(key, group);
  }
  return Array.from(groups.values(), (group) => ({ ...group, tokens: group.units.flat().sort((a, b) => a - b) }));
}

/**
 * The result by words, sentences, or whatever else, after the run and at no cost: the same shape, with a token for each
 * group. Importance adds up; so do effects, but where several are added there is no interval, since those of the parts do
 * not tell it. `token` gives a result of units a row for each of them, intervals included.
 */
export function regroup(result: AttributionResult, unit: Unit): AttributionResult {
  const { units: _, path, ...rest } = result;
  const groups = unitGroups(result, unit);
  const addedUp = (importance: AttributionResult['importance']): number[][] =>
    importance.map((own) => groups.map(({ tokens }) => sum(tokens.map((at) => own[at] ?? 0))));
  return {
    ...rest,
    tokens: groups.map((group) => tokenOf(result, group)),
    targets: result.targets.map((target): ResultTarget => {
      const before = groups.filter(({ tokens: [first = 0] }) => first < target.position);
      return { ...target, position: before.length };
    }),
    importance: addedUp(result.importance),
    ...(path === undefined ? {} : { path: path.map((at) => ({ ...at, importance: addedUp(at.importance) })) }),
    effect: result.effect.map((own) =>
      groups.map(({ units }) => sumOfEffects(units.map(([first = 0]) => own[first] ?? null))),
    ),
    rationale: result.rationale.map((own) => {
      const chosen = new Set(own);
      return groups.flatMap(({ tokens }, group) => (tokens.some((at) => chosen.has(at)) ? [group] : []));
    }),
  };
}

/** Units of the run, and the tokens that are in none, each alone; by their first tokens. */
function measuredUnits({ tokens, units }: Pick<AttributionResult, 'tokens' | 'units'>): Omit<UnitGroup, 'units'>[] {
  const inUnit = new Set(units?.flatMap((unit) => unit.tokens));
  const others = tokens.flatMap((_, at) => (inUnit.has(at) ? [] : [{ name: null, tokens: [at] }]));
  return [...(units ?? []), ...others].sort((a, b) => (a.tokens[0] ?? 0) - (b.tokens[0] ?? 0));
}

function tokenOf({ text, tokens }: AttributionResult, group: UnitGroup): ResultToken {
  const own = group.tokens.map((at) => tokens[at] as ResultToken);
  const [first] = own as [ResultToken];
  const [place] = stretches(tokens, group.tokens);
  return {
    id: first.id,
    text:
      group.name ?? (place === undefined || own.length === 1 ? first.text : textOfTokens(text, tokens, group.tokens)),
    start: place?.start ?? first.start,
    end: place?.end ?? first.end,
    special: own.every((token) => token.special),
    template: own.every((token) => token.template),
    answer: own.every((token) => token.answer),
    pinned: own.every((token) => token.pinned),
  };
}

function sharesCharacter(tokens: readonly ResultToken[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  return before !== undefined && token !== undefined && token.start < before.end && token.end > token.start;
}

/**
 * The effect of several units as one: the sum of those that are known. The interval of a sum cannot be told from the
 * intervals of its parts, so that only a single unit keeps its own.
 */
export function sumOfEffects(effects: readonly (Effect | null)[]): Effect | null {
  const known = effects.filter((effect) => effect !== null);
  if (effects.length === 1 || known.length === 0) return known[0] ?? null;
  return { estimate: sum(known.map(({ estimate }) => estimate)), low: null, high: null };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
