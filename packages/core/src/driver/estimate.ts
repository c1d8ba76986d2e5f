import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Estimate } from '../interfaces/estimate.ts';
import { withLevelsBudget } from '../levels/levels.ts';
import { costsEvaluation, planSteps, planSweep } from './plan.ts';
import { startRun, type Run } from './run.ts';
import { tokenMatrix, type TokenMatrix } from '../interfaces/token-matrix.ts';

/** Enough for a time for each, little beside a run. */
const sample = 8;

/**
 * What a run would cost at most: it is begun, and one small batch of its first contexts is timed. Its limits cut it.
 * The journal is left alone.
 * @throws as `attribute`
 */
export async function estimate(options: AttributeOptions): Promise<Estimate> {
  const { journal, ...own } = options;
  void journal;
  const run = await startRun(own.unit === 'auto' ? withLevelsBudget(own) : own);
  const startSeconds = secondsSince(run.startedAt);
  const contexts = await firstContexts(run);
  const startedAt = Date.now();
  const before = run.evaluator.evaluations;
  await run.evaluator.score(contexts, { measure: run.settings.sweep ? null : run.distance });
  const evaluations = run.evaluator.evaluations - before;
  const secondsPerEvaluation = evaluations === 0 ? 0 : secondsSince(startedAt) / evaluations;
  return {
    ...costOf(run, startSeconds, secondsPerEvaluation),
    measured: { startSeconds, evaluations, secondsPerEvaluation },
  };
}

/** Those that the run would score first; some twice where there are few, so that a batch is timed and no call. */
async function firstContexts(run: Run): Promise<TokenMatrix> {
  const planned =
    run.replacer.eligible.length === 0 ? [] : await (run.settings.sweep ? planSweep(run) : planSteps(run));
  const rows = planned.flatMap((step) => step.rows).filter(costsEvaluation);
  const size = rows.length === 0 ? 0 : Math.min(sample, run.batchSize);
  return tokenMatrix(Array.from({ length: size }, (_, index) => rows[index % rows.length]?.tokens ?? []));
}

function costOf(run: Run, startSeconds: number, each: number): Pick<Estimate, 'evaluations' | 'seconds' | 'endedBy'> {
  const { limits } = run.settings;
  const start = run.evaluator.passes;
  if (run.replacer.eligible.length === 0) {
    return { evaluations: start, seconds: startSeconds, endedBy: 'nothing-to-replace' };
  }
  const bySteps = limits.steps === null ? Infinity : start + sweepCost(run) + limits.steps * stepCost(run);
  const bySeconds = limits.seconds === null ? Infinity : start + Math.max(0, (limits.seconds - startSeconds) / each);
  const most = Math.min(limits.evaluations ?? Infinity, bySteps, bySeconds);
  if (most === Infinity) return { evaluations: null, seconds: null, endedBy: null };
  return {
    evaluations: Math.floor(most),
    seconds: startSeconds + Math.max(0, most - start) * each,
    endedBy: most === bySeconds ? 'seconds' : most === bySteps ? 'steps' : 'evaluations',
  };
}

function sweepCost({ settings, replacer, evaluator }: Run): number {
  return settings.sweep ? replacer.eligible.length * evaluator.passes : 0;
}

/** With a stop test for each probe and target where the criterion decides about probes: those ask the model. */
function stepCost({ settings, evaluator, targets }: Run): number {
  const tests = settings.stopping?.scope === 'probe' ? targets.length * evaluator.passesOfOne : 0;
  return settings.probes * (evaluator.passes + tests);
}

function secondsSince(startedAt: number): number {
  return (Date.now() - startedAt) / 1000;
}
