import { assembleResult, resultTokens } from '../driver/assemble-result.ts';
import { importanceOf } from '../recursion/recursion.ts';
import type { LevelUnit } from './text-tree.ts';
import type { AttributionResult, EndedBy, ResultLevel } from '../interfaces/result.ts';
import { resultUnits } from '../driver/result-units.ts';
import type { Run } from '../driver/run.ts';
import { effectOf } from '../driver/run-effects.ts';

/** A level that is done. */
export interface DoneLevel {
  readonly unit: LevelUnit;
  readonly run: Run;
  readonly endedBy: EndedBy;
  /** The run's own criterion was met. */
  readonly converged: boolean;
  /** Of the whole, at its end. */
  readonly evaluations: number;
}

/**
 * All levels as one result: each token has what the finest level says that replaced it. The importance of what a level
 * cut is shared out among its pieces, so that a row's sum stays 1.
 * @param aborted before a next level began
 */
export function combineLevels(levels: readonly DoneLevel[], aborted: boolean): AttributionResult {
  const results = levels.map(({ run, endedBy }) => assembleResult(run, endedBy));
  const last = results.at(-1) as AttributionResult;
  const [first] = levels as readonly [DoneLevel];
  const finest = finestLevel(levels);
  const targets = last.targets.map((_, target) => target);
  const units = levels.flatMap(({ run }, level) => {
    return (resultUnits(run).units ?? []).filter(({ tokens: [at = 0] }) => finest[at] === level);
  });
  return {
    ...last,
    ...(aborted ? { endedBy: 'aborted' } : {}),
    converged: levels.at(-1)?.converged ?? false,
    tokens: resultTokens(first.run),
    units: units.sort((a, b) => (a.tokens[0] ?? 0) - (b.tokens[0] ?? 0)),
    levels: levels.map(levelOf),
    importance: targets.map((target) => sharedOut(levels, results, target)),
    effect: targets.map((target) => finest.map((level, at) => results[level]?.effect[target]?.[at] ?? null)),
    rationale: targets.map((target) => lastSaid(levels, results, target)),
    cost: { ...last.cost, proposals: results.reduce((sum, { cost }) => sum + cost.proposals, 0) },
    replacement: (results[0] as AttributionResult).replacement,
  };
}

/** [position] the last level that has it in a unit; 0 for a token that none has. */
function finestLevel(levels: readonly DoneLevel[]): number[] {
  const [first] = levels as readonly [DoneLevel];
  return Array.from(first.run.units, (_, at) =>
    Math.max(
      0,
      levels.findLastIndex(({ run }) => run.units[at] !== -1),
    ),
  );
}

function sharedOut(levels: readonly DoneLevel[], results: readonly AttributionResult[], target: number): number[] {
  return results.slice(1).reduce(
    (importance, result, index) => {
      const own = result.importance[target] ?? [];
      const isCut = (at: number): boolean => levels[index + 1]?.run.units[at] !== -1;
      const mass = importance.reduce((sum, share, at) => sum + (isCut(at) ? share : 0), 0);
      if (own.every((share) => share === 0)) return importance;
      return importance.map((share, at) => (isCut(at) ? mass * (own[at] ?? 0) : share));
    },
    [...(results[0]?.importance[target] ?? [])],
  );
}

/** A level that names something names it more closely than the one before did. */
function lastSaid(levels: readonly DoneLevel[], results: readonly AttributionResult[], target: number): number[] {
  const said = results.reduce<number[]>((positions, result, level) => {
    const own = result.rationale[target] ?? [];
    if (own.length === 0) return positions;
    return [...positions.filter((at) => levels[level]?.run.units[at] === -1), ...own];
  }, []);
  return said.sort((a, b) => a - b);
}

function levelOf({ unit, run, converged, evaluations }: DoneLevel): ResultLevel {
  const units = resultUnits(run).units ?? [];
  const fits = run.targets.map((_, target) => effectOf(run, target));
  const importance = run.eligible.map((eligible, target) => importanceOf(run.recursion, target, eligible));
  return {
    unit,
    units,
    importance: importance.map((own) => own.importance),
    effect: fits.map((fit) => fit.effects),
    effectFit: fits.map((fit) => fit.summary),
    converged,
    evaluations,
  };
}
