import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { AttributionEvent, LevelEvent, StartedEvent } from '../interfaces/events.ts';
import { combineLevels, type DoneLevel } from './result-levels.ts';
import type { EndedBy } from '../interfaces/result.ts';
import { nextLevel } from './next-level.ts';
import { orEnough } from './or-enough.ts';
import { largestEffect, openedUnits } from './opened-units.ts';
import { evaluationsLeft, startRun, type Run } from '../driver/run.ts';
import { effectOf } from '../driver/run-effects.ts';
import type { Grouping } from '../units/read-units.ts';
import { textTree, type Cut, type LevelUnit, type Stretch, type TextTree } from './text-tree.ts';

/** How one level is run. */
export interface LevelDriver {
  readonly started: (run: Run) => StartedEvent;
  /** The recursion over a run's units, to its end. */
  readonly recur: (run: Run) => AsyncGenerator<AttributionEvent, EndedBy, undefined>;
}

/** Enough for four levels of {@link mostUnits}. */
const defaultBudget = 300;
/** Of a level: its effects are determined after some 60 evaluations (study: 23 tokens). */
const mostUnits = 24;
/** A level's sweep may take so much of what is left: what comes after it needs as much again, and so do finer levels. */
const largestSweep = 1 / 4;

/** All levels together pay from one budget, so there is always one. */
export function withLevelsBudget(
  options: AttributeOptions,
): AttributeOptions & { readonly limits: { readonly evaluations: number } } {
  return { ...options, limits: { ...options.limits, evaluations: options.limits?.evaluations ?? defaultBudget } };
}

/** Coarse to fine within one budget: paragraphs or sentences first, then what stands apart in them, down to words. */
export async function* attributeLevels(
  options: AttributeOptions,
  driver: LevelDriver,
): AsyncGenerator<AttributionEvent, void, undefined> {
  const withBudget = withLevelsBudget(options);
  const { evaluations } = withBudget.limits;
  const trees: TextTree[] = [];
  const cuts: Cut[] = [];
  const first = await startRun(withBudget, (wish, context, protectSpecialTokens) => {
    const tree = textTree(wish, context, protectSpecialTokens);
    const cut = tree.cut([tree.whole], mostOf(evaluations)) ?? tree.words;
    trees.push(tree);
    cuts.push(cut);
    return tree.grouping(cut.stretches);
  });
  yield driver.started(first);
  const [tree] = trees as [TextTree];
  let cut: Cut | null = cuts[0] ?? null;
  const done: DoneLevel[] = [];
  while (cut !== null) {
    const { unit, stretches } = cut as Cut;
    const run: Run | null = done.length === 0 ? first : await unlessAborted(first, tree.grouping(stretches));
    if (run === null) break;
    if (done.length > 0) yield levelEvent(run, unit, done.length);
    const largest = largestOf(done);
    const openable = (level: Run): number[] => {
      // What is left may be too little for a level after this one.
      if (mostOf(evaluationsLeft(level)) < 2) return [];
      return openedUnits(level, largest).filter((index) => !isWord(stretches[index] ?? []));
    };
    const level = yield* oneLevel(run, openable, driver);
    done.push({ ...level, unit, evaluations: run.evaluator.evaluations });
    const opened = level.opened.flatMap((index) => [stretches[index] ?? []]);
    const most = mostOf(evaluationsLeft(first));
    cut = opened.length === 0 ? null : tree.cut(opened, most);
  }
  yield { type: 'finished', result: combineLevels(done, cut !== null) };
}

function levelEvent(run: Run, unit: LevelUnit, level: number): LevelEvent {
  return { type: 'level', level, unit, units: [...run.units], eligible: run.eligible };
}

interface EndedLevel {
  readonly run: Run;
  readonly endedBy: EndedBy;
  /** Units that the next level cuts. */
  readonly opened: readonly number[];
  /** The run's own criterion was met. */
  readonly converged: boolean;
}

/**
 * Until its criterion is met. A level that others follow looks half-way through what is left: what is clear by then is
 * enough to go on with; while nothing is, it goes on.
 */
async function* oneLevel(
  whole: Run,
  openable: (run: Run) => readonly number[],
  { recur }: LevelDriver,
): AsyncGenerator<AttributionEvent, EndedLevel, undefined> {
  const half = whole.evaluator.evaluations + evaluationsLeft(whole) / 2;
  const { criterion, wasEarly } = orEnough(whole.settings.stopping, half, () => openable(run).length > 0);
  const run: Run = { ...whole, settings: { ...whole.settings, stopping: criterion } };
  const endedBy = yield* recur(run);
  return {
    run: { ...run, settings: whole.settings },
    endedBy: wasEarly() ? 'evaluations' : endedBy,
    opened: endedBy === 'converged' ? openable(run) : [],
    converged: !wasEarly() && run.recursion.converged.every((targets) => targets.every(Boolean)),
  };
}

/** Null: the signal has ended the run. */
async function unlessAborted(run: Run, grouping: Grouping): Promise<Run | null> {
  try {
    return await nextLevel(run, grouping);
  } catch (error) {
    if (run.signal?.aborted) return null;
    throw error;
  }
}

function mostOf(evaluations: number): number {
  return Math.min(mostUnits, Math.floor(evaluations * largestSweep));
}

function isWord(stretch: Stretch): boolean {
  return stretch.length === 1;
}

/** [target] Size of the largest effect of levels that are done. */
function largestOf(levels: readonly DoneLevel[]): number[] {
  const own = levels.map(({ run }) => run.targets.map((_, target) => largestEffect(effectOf(run, target).effects)));
  return (own[0] ?? []).map((_, target) => Math.max(...own.map((sizes) => sizes[target] ?? 0)));
}
