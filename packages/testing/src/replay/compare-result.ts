import { fitEffect, importanceOf, rationaleByOverlap, type Effect } from '@reagent/core';
import type { ReplayedLevel } from './replayed-level.ts';
import type { Comparer } from './report.ts';
import type { TracedLevel, TracedResult } from './run-trace.ts';

/** Each level against its own numbers; a run of one level against the result's, of tokens. */
export function compareResult(runs: readonly ReplayedLevel[], result: TracedResult): void {
  const [first] = runs as readonly [ReplayedLevel];
  const { compare, start } = first;
  const last = runs.at(-1) as ReplayedLevel;
  if (result.levels === undefined) compareTokens(first, result);
  result.levels?.forEach(({ importance, effect, evaluations }, index) => {
    const run = runs[index] as ReplayedLevel;
    start.base.forEach((_, target) => {
      compare.numbers(
        'importance',
        importanceOf(run.state, target, run.level.eligible[target] ?? []).importance,
        importance[target] ?? [],
      );
      compareEffects(compare, effectsOf(run, target), effect[target] ?? []);
    });
    const own = run.level.steps.at(-1)?.evaluations;
    if (own !== undefined) compare.equal('evaluations', own, evaluations);
  });
  if (result.levels !== undefined) {
    start.base.forEach((_, target) =>
      compareEffects(compare, finestEffects(runs, target), result.effect[target] ?? []),
    );
  }
  const probes = last.state.converged.map((targets, probe) => ({
    converged: targets.every(Boolean),
    steps: Math.max(...(last.state.steps[probe] ?? [])),
  }));
  compare.equal('probes', probes, result.probes);
}

function compareTokens(run: ReplayedLevel, result: TracedResult): void {
  const { start, level, compare } = run;
  start.base.forEach((_, target) => {
    const importance = importanceOf(run.state, target, level.eligible[target] ?? []).importance;
    compare.numbers('importance', shares(level, importance), result.importance[target] ?? []);
    compareEffects(compare, perToken<Effect | null>(level, effectsOf(run, target), null), result.effect[target] ?? []);
    compareRationale(run, target, result);
  });
  for (const { step, importance } of result.path ?? []) {
    const own = (run.path.get(step) ?? []).map((values) => shares(level, values).map(toFourDecimals));
    compare.numbers('path', own.flat(), importance.flat());
  }
}

function compareRationale(
  { start, level, kept, state, compare }: ReplayedLevel,
  target: number,
  result: TracedResult,
): void {
  const n = kept[target] ?? null;
  const overlap = start.settings.rationaleOverlap;
  if (n === null || overlap === 0) return; // a criterion's own rationale
  const eligible = level.eligible[target] ?? [];
  const rationale = new Set(rationaleByOverlap(state, target, { n, overlap, eligible }));
  const positions = level.units.flatMap((unit, position) => (rationale.has(unit) ? [position] : []));
  compare.equal('rationale', positions, result.rationale[target]);
}

function compareEffects(
  compare: Comparer,
  effects: readonly (Effect | null)[],
  recorded: readonly (Effect | null)[],
): void {
  for (const side of ['estimate', 'low', 'high'] as const) {
    const numbers = (list: typeof effects): (number | null)[] => list.map((effect) => effect?.[side] ?? null);
    compare.numbers(`effect: ${side}`, numbers(effects), numbers(recorded));
  }
}

/** [unit] */
function effectsOf({ start, level, rows, units }: ReplayedLevel, target: number): readonly (Effect | null)[] {
  const base = { clamped: start.base[target]?.clamped ?? false };
  return fitEffect({ rows: rows[target] ?? [], units, eligible: level.eligible[target] ?? [], base }).effects;
}

/** [position] of the last level that replaced the token */
function finestEffects(runs: readonly ReplayedLevel[], target: number): (Effect | null)[] {
  const each = runs.map((run) => perToken<Effect | null>(run.level, effectsOf(run, target), null));
  const at = runs.map(({ level }) => level.units);
  return (each[0] ?? []).map(
    (_, position) => each[at.findLastIndex((units) => units[position] !== -1)]?.[position] ?? null,
  );
}

/** Of units, in equal shares to their tokens. */
function shares(level: TracedLevel, importance: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const unit of level.units) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  return perToken(
    level,
    importance.map((share, unit) => share / (sizes.get(unit) ?? 1)),
    0,
  );
}

function perToken<T>({ units }: TracedLevel, values: readonly T[], otherwise: T): T[] {
  return units.map((unit) => (unit < 0 ? otherwise : (values[unit] as T)));
}

function toFourDecimals(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
