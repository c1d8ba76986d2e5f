import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import { applyStep, scorePlanned } from './apply.ts';
import { assembleResult, perToken, resultSettings, resultTokens, shares } from './assemble-result.ts';
import { checkStopping } from './check-stopping.ts';
import { notePoint } from './importance-path.ts';
import type { EvaluatedContext } from '../interfaces/evaluated.ts';
import { evaluatedScore, evaluatedStep } from './evaluated-contexts.ts';
import type { AttributionEvent, Interim, StartedEvent } from '../interfaces/events.ts';
import { costOf, planSteps, planSweep, type PlannedStep } from './plan.ts';
import { attributeLevels } from '../levels/levels.ts';
import { importanceOf } from '../recursion/recursion.ts';
import type { AttributionResult, Effect, EndedBy } from '../interfaces/result.ts';
import { resultTargets } from './result-targets.ts';
import { evaluationsLeft, startRun, type Run } from './run.ts';
import { effectOf } from './run-effects.ts';

/**
 * Tells which context tokens made the model predict the target.
 * @throws ReagentError; or the signal's reason, if it is aborted before there is anything to tell
 */
export async function attribute(options: AttributeOptions): Promise<AttributionResult> {
  for await (const event of attributeSteps(options)) {
    if (event.type === 'finished') return event.result;
  }
  throw new TypeError('a run ends with a finished event');
}

/** The same, step by step. A consumer that stops reading ends the run; to keep the result so far, abort the signal. */
export async function* attributeSteps(options: AttributeOptions): AsyncGenerator<AttributionEvent, void, undefined> {
  if (options.unit === 'auto') return yield* attributeLevels(options, { started: startedEvent, recur });
  const run = await startRun(options);
  yield startedEvent(run);
  const endedBy = yield* recur(run);
  yield { type: 'finished', result: assembleResult(run, endedBy) };
}

/** The method: replace, see how the probability drops, update, ask whether it is enough; until it is, or a limit says so. */
async function* recur(run: Run): AsyncGenerator<AttributionEvent, EndedBy, undefined> {
  notePoint(run, 0);
  if (run.replacer.eligible.length === 0) return 'nothing-to-replace';
  try {
    if (run.settings.sweep) {
      const endedBy = yield* sweep(run);
      if (endedBy) return endedBy;
    }
    for (;;) {
      const endedBy = limitReached(run) ?? (yield* nextSteps(run));
      if (endedBy) return endedBy;
    }
  } catch (error) {
    if (run.signal?.aborted) return 'aborted';
    throw error;
  }
}

async function* sweep(run: Run): AsyncGenerator<AttributionEvent, EndedBy | null, undefined> {
  const before = run.evaluator.evaluations;
  const planned = await planSweep(run);
  const scores = await scorePlanned(run, [planned]);
  applyStep(run, planned, scores);
  const { endedBy, tested } = await stopTests(run, planned, before);
  yield {
    type: 'swept',
    evaluations: run.evaluator.evaluations,
    evaluated: () => [...evaluatedStep(run, planned, scores), ...tested],
    converged: run.recursion.converged,
    interim: interimOf(run),
  };
  return endedBy;
}

async function* nextSteps(run: Run): AsyncGenerator<AttributionEvent, EndedBy | null, undefined> {
  const steps = await planSteps(run);
  let evaluations = run.evaluator.evaluations;
  const scores = await scorePlanned(run, steps);
  let endedBy: EndedBy | null = null;
  for (const planned of steps) {
    const before = evaluations;
    evaluations += costOf(run, planned.rows);
    applyStep(run, planned, scores);
    const tests = await stopTests(run, planned, before);
    if (planned.due) evaluations = run.evaluator.evaluations;
    endedBy = tests.endedBy;
    notePoint(run, planned.step, evaluations);
    const { converged } = run.recursion;
    yield {
      ...{ type: 'step', step: planned.step, evaluations, converged },
      probesRunning: converged.filter((targets) => !targets.every(Boolean)).length,
      evaluated: () => [...evaluatedStep(run, planned, scores), ...tests.tested],
      interim: interimOf(run),
    };
  }
  return endedBy;
}

/** Those of a step after which the criterion is due. The step counts, also where they are aborted. */
async function stopTests(
  run: Run,
  { due }: PlannedStep,
  evaluationsBefore: number,
): Promise<{ readonly endedBy: EndedBy | null; readonly tested: readonly EvaluatedContext[] }> {
  const tested: EvaluatedContext[] = [];
  if (!due) return { endedBy: null, tested };
  try {
    return { endedBy: await checkStopping(run, evaluationsBefore, tested), tested };
  } catch (error) {
    if (!run.signal?.aborted) throw error;
    return { endedBy: 'aborted', tested };
  }
}

function limitReached(run: Run): EndedBy | null {
  const { steps, seconds } = run.settings.limits;
  if (run.signal?.aborted) return 'aborted';
  if (evaluationsLeft(run) < run.evaluator.passes) return 'evaluations';
  if (steps !== null && run.step >= steps) return 'steps';
  if (seconds !== null && Date.now() - run.startedAt >= seconds * 1000) return 'seconds';
  return null;
}

function startedEvent(run: Run): StartedEvent {
  return {
    type: 'started',
    text: run.context.text,
    tokens: resultTokens(run),
    targets: resultTargets(run),
    settings: resultSettings(run),
    units: [...run.units],
    eligible: run.eligible,
    base: run.base.map(({ score }) => evaluatedScore(score)),
    passes: run.evaluator.passes,
    maxEvaluations: run.settings.limits.evaluations,
  };
}

/** The scores as they stand now, also if they are asked for later. */
function interimOf(run: Run): Interim {
  const { recursion } = run;
  const rows = run.rows.length;
  return {
    importance: () =>
      run.eligible.map((eligible, target) => shares(run, importanceOf(recursion, target, eligible).importance)),
    effect: () =>
      run.targets.map((_, target) => perToken<Effect | null>(run, effectOf(run, target, rows).effects, null)),
  };
}
