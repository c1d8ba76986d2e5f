import { drawMask } from '../recursion/recursion.ts';
import { randomStream } from '../recursion/random.ts';
import { evaluationsLeft, type Run } from './run.ts';
import { row } from '../interfaces/token-matrix.ts';

/** A context that is about to be evaluated. */
export interface PlannedRow {
  /** -1: a row of the sweep. */
  readonly probe: number;
  /** [unit] 1 where the unit was to be replaced */
  readonly mask: Uint8Array;
  /** [unit] 1 where it really changed: a replacer may return the original token. */
  readonly changed: Uint8Array;
  readonly tokens: Int32Array;
}

export interface PlannedStep {
  readonly step: number;
  readonly rows: readonly PlannedRow[];
  /** False: the limit of evaluations cut it. */
  readonly whole: boolean;
  /** The criterion wants to be asked after it. */
  readonly due: boolean;
}

/** How far a run has come, or will have. */
export interface Place {
  /** Whole steps done. */
  readonly step: number;
  readonly evaluations: number;
}

export function placeOf({ step, evaluator: { evaluations } }: Run): Place {
  return { step, evaluations };
}

/** The limit that a run has reached at a place. */
export function limitAt(run: Run, { step, evaluations }: Place): 'evaluations' | 'steps' | null {
  const { limits } = run.settings;
  if (evaluationsLeft(run, evaluations) < run.evaluator.passes) return 'evaluations';
  return limits.steps !== null && step >= limits.steps ? 'steps' : null;
}

/** Where a run will be after planned steps, none of which is cut by a limit. */
export function placeAfter(run: Run, { step, evaluations }: Place, planned: readonly PlannedStep[]): Place {
  const rows = planned.flatMap((one) => one.rows);
  return { step: planned.at(-1)?.step ?? step, evaluations: evaluations + costOf(run, rows) };
}

/** The sweep: every eligible unit replaced alone, once. */
export async function planSweep(run: Run): Promise<PlannedStep[]> {
  const { eligible, units } = run.replacer;
  const alone = (unit: number) => Uint8Array.from({ length: units }, (_, other) => (other === unit ? 1 : 0));
  const wanted = eligible.map((unit): WantedRow => ({ probe: -1, step: unit, mask: alone(unit) }));
  const cut = cutAt(run, wanted, evaluationsLeft(run));
  const whole = cut.length === wanted.length;
  const done = run.evaluator.evaluations;
  const due = whole && isDue(run, 0, done, done + costOf(run, cut));
  return [{ step: 0, rows: await planRows(run, cut), whole, due }];
}

/**
 * The next steps of all running probes: as many as fill a batch, but none past a point where the criterion is due or a
 * limit is reached, so that nothing is scored that the run does not use.
 */
export async function planSteps(run: Run, start: Place = placeOf(run)): Promise<PlannedStep[]> {
  const planned: PlannedStep[] = [];
  let { evaluations } = start;
  for (let step = start.step + 1; ; step++) {
    const wanted = rowsOfStep(run, step);
    const cut = cutAt(run, wanted, evaluationsLeft(run, evaluations));
    const whole = cut.length === wanted.length;
    const before = evaluations;
    evaluations += costOf(run, cut);
    const due = whole && isDue(run, step, before, evaluations);
    planned.push({ step, rows: await planRows(run, cut), whole, due });
    const last = limitAt(run, { step, evaluations }) !== null;
    if (!whole || due || last || evaluations - start.evaluations >= run.batchSize) return planned;
  }
}

/** A row of a step, before its substitutes are drawn: a replacer may ask a model for each, so none is drawn in vain. */
interface WantedRow extends Pick<PlannedRow, 'probe' | 'mask'> {
  readonly step: number;
}

function rowsOfStep(run: Run, step: number): WantedRow[] {
  const { seed } = run.settings;
  const running = run.recursion.converged.flatMap((targets, probe) => (targets.every(Boolean) ? [] : [probe]));
  return running.map((probe) => {
    return { probe, step, mask: maskOf(run, randomStream({ seed, probe, step, purpose: 'mask' })) };
  });
}

function maskOf(run: Run, random: ReturnType<typeof randomStream>): Uint8Array {
  const { eligible, units } = run.replacer;
  const draw = () => drawMask(random, units, eligible, run.settings.replacingRatio);
  const isTrivial = (mask: Uint8Array) => {
    const replaced = eligible.filter((unit) => mask[unit] === 1).length;
    return replaced === 0 || replaced === eligible.length;
  };
  let mask = draw();
  // A single unit has only trivial masks.
  while (run.settings.redrawTrivialMasks && eligible.length > 1 && isTrivial(mask)) mask = draw();
  return mask;
}

async function planRows(run: Run, wanted: readonly WantedRow[]): Promise<PlannedRow[]> {
  if (wanted.length === 0) return [];
  const { seed } = run.settings;
  const replaced = await run.replacer.replace(
    wanted.map(({ mask }) => mask),
    wanted.map(({ probe, step }) => randomStream({ seed, probe, step, purpose: 'substitutes' })),
  );
  return wanted.map(({ probe, mask }, index) => {
    const tokens = row(replaced, index);
    return { probe, mask, tokens, changed: run.replacer.changed(tokens) };
  });
}

/** A row whose mask is empty is the context itself: its score is known. */
export function costsEvaluation(planned: Pick<PlannedRow, 'mask'>): boolean {
  return planned.mask.includes(1);
}

/** Evaluations that the rows cost. */
export function costOf(run: Run, rows: readonly Pick<PlannedRow, 'mask'>[]): number {
  return rows.filter(costsEvaluation).length * run.evaluator.passes;
}

/** The rows before the one that would pass the limit. */
function cutAt(run: Run, rows: readonly WantedRow[], left: number): readonly WantedRow[] {
  let cost = 0;
  const past = rows.findIndex((planned) => {
    if (costsEvaluation(planned)) cost += run.evaluator.passes;
    return cost > left;
  });
  return past < 0 ? rows : rows.slice(0, past);
}

function isDue(run: Run, step: number, evaluationsBefore: number, evaluations: number): boolean {
  const criterion = run.settings.stopping;
  if (criterion === null) return false;
  return criterion.due?.({ step, evaluations, evaluationsBefore }) ?? true;
}
