import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import { applyStep } from './apply.ts';
import { assembleResult, perToken, resultSettings, resultTokens, shares } from './assemble-result.ts';
import { checkStopping } from './check-stopping.ts';
import { notePoint } from './importance-path.ts';
import type { EvaluatedContext } from '../interfaces/evaluated.ts';
import { evaluatedScore, evaluatedStep } from './evaluated-contexts.ts';
import type { AttributionEvent, Interim, StartedEvent } from '../interfaces/events.ts';
import { costOf, limitAt, placeOf, planSweep, type PlannedStep } from './plan.ts';
import { attributeLevels } from '../levels/levels.ts';
import { importanceOf } from '../recursion/recursion.ts';
import type { AttributionResult, Effect, EndedBy } from '../interfaces/result.ts';
import { resultTargets } from './result-targets.ts';
import { startRun, type Run } from './run.ts';
import { effectOf } from './run-effects.ts';
import { StepsAhead } from './steps-ahead.ts';

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
  const ahead = new StepsAhead(run);
  try {
    if (run.settings.sweep) {
      const endedBy = yield* sweep(run, ahead);
      if (endedBy) return endedBy;
    }
    for (;;) {
      const endedBy = limitReached(run) ?? (yield* nextSteps(run, ahead));
      if (endedBy) return endedBy;
    }
  } catch (error) {
    if (run.signal?.aborted) return 'aborted';
    throw error;
  }
}

async function* sweep(run: Run, ahead: StepsAhead): AsyncGenerator<AttributionEvent, EndedBy | null, undefined> {
  const before = run.evaluator.evaluations;
  const { steps, scores } = await ahead.take(planSweep);
  const [planned] = steps as [PlannedStep];
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

async function* nextSteps(run: Run, ahead: StepsAhead): AsyncGenerator<AttributionEvent, EndedBy | null, undefined> {
  let { evaluations } = run.evaluator;
  const { steps, scores } = await ahead.take();
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
  const { seconds } = run.settings.limits;
  if (run.signal?.aborted) return 'aborted';
  const limit = limitAt(run, placeOf(run));
  if (limit !== null) return limit;
  return seconds !== null && Date.now() - run.startedAt >= seconds * 1000 ? 'seconds' : null;
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
