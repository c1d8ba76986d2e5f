import type { EvaluatedContext } from '../interfaces/evaluated.ts';
import { evaluatedTest } from './evaluated-contexts.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { randomStream } from '../recursion/random.ts';
import { markConverged, softmaxOver } from '../recursion/recursion.ts';
import type { BaseScore } from './base-scores.ts';
import { evaluationsLeft, type Run } from './run.ts';
import { effectOf, effectSoFar } from './run-effects.ts';
import type {
  Ask,
  StoppingCriterion,
  StoppingProbe,
  StoppingState,
  StopTest,
  StopTestAnswer,
  Verdict,
} from '../interfaces/stopping-criterion.ts';
import { row, tokenMatrix } from '../interfaces/token-matrix.ts';
import type { TokenScore } from './checked-scores.ts';

/**
 * Asks the criterion, evaluates what it wants to know, and freezes the probes that have converged.
 * @param tested takes the contexts of the stop tests
 * @returns whether the run is over, and why
 */
export async function checkStopping(
  run: Run,
  evaluationsBefore: number,
  tested: EvaluatedContext[],
): Promise<'converged' | 'evaluations' | null> {
  const criterion = run.settings.stopping;
  if (criterion === null) return null;
  const state = stoppingState(run, evaluationsBefore);
  const draws = new Map<string, number>();
  let outcome = criterion.check(state);
  while (isAsk(criterion, outcome)) {
    checkTests(criterion, state, outcome.tests);
    if (outcome.tests.length * run.evaluator.passesOfOne > evaluationsLeft(run)) return 'evaluations';
    outcome = outcome.decide(await answer(run, state, outcome.tests, { draws, tested }));
  }
  return applyVerdict(run, criterion, state, outcome);
}

function stoppingState(run: Run, evaluationsBefore: number): StoppingState {
  const { eligible, units } = run.replacer;
  const { logits, converged, steps } = run.recursion;
  const probes = logits.flatMap((targets, probe) =>
    targets.flatMap((own, target): StoppingProbe[] => {
      if (converged[probe]?.[target]) return [];
      const importance = softmaxOver(own, run.eligible[target] ?? []);
      return [{ probe, target, steps: steps[probe]?.[target] ?? 0, importance }];
    }),
  );
  return {
    step: run.step,
    evaluations: run.evaluator.evaluations,
    evaluationsBefore,
    eligible,
    units,
    targets: run.targets.map(({ tokens }, target) => ({
      token: tokens[0] as number,
      logProbability: (run.base[target] as BaseScore).score.logProbability,
      eligible: run.eligible[target] ?? [],
    })),
    probes,
    rows: run.rows.length,
    // Of an earlier point of the run: anew.
    effect: (target, rows = run.rows.length) =>
      rows === run.rows.length ? effectSoFar(run, target) : effectOf(run, target, rows),
  };
}

async function answer(
  run: Run,
  state: StoppingState,
  tests: readonly StopTest[],
  { draws, tested }: { readonly draws: Map<string, number>; readonly tested: EvaluatedContext[] },
): Promise<StopTestAnswer[]> {
  const { seed } = run.settings;
  const entryOf = (test: StopTest): StoppingProbe => state.probes[test.entry] as StoppingProbe;
  const masks = tests.map((test) => {
    const { target } = entryOf(test);
    const kept = new Set(test.keep);
    run.kept[target] = Math.max(run.kept[target] ?? 0, kept.size);
    return maskOf(run.replacer.units, run.eligible[target]?.filter((unit) => !kept.has(unit)) ?? []);
  });
  const replaced = await run.replacer.replace(
    masks,
    tests.map((test) => {
      const { probe, target } = entryOf(test);
      // Counted for each target: its draws are those that it would have alone.
      const draw = draws.get(`${probe} ${target}`) ?? 0;
      draws.set(`${probe} ${target}`, draw + 1);
      return randomStream({ seed, probe, step: run.step, purpose: 'stop-test', draw });
    }),
  );
  const all = new Array<TokenScore>(tests.length);
  // A call of the backend has one k: tests that ask for different ones go into different calls.
  for (const topK of new Set(tests.map((test) => test.topK))) {
    const chosen = tests.flatMap((test, index) => (test.topK === topK ? [index] : []));
    const scores = await run.evaluator.scoreOne(
      tokenMatrix(chosen.map((index) => row(replaced, index))),
      chosen.map((index) => entryOf(tests[index] as StopTest).target),
      topK === undefined ? {} : { topK },
    );
    chosen.forEach((index, at) => (all[index] = scores[at] as TokenScore));
  }
  return all.map((score, index) => {
    const { probe, target } = entryOf(tests[index] as StopTest);
    const mask = masks[index] as Uint8Array;
    tested.push(evaluatedTest(run, { probe, target }, { mask, tokens: row(replaced, index), score }));
    return stopTestAnswer(score);
  });
}

function maskOf(units: number, replaced: readonly number[]): Uint8Array {
  const mask = new Uint8Array(units);
  for (const unit of replaced) mask[unit] = 1;
  return mask;
}

function stopTestAnswer(score: TokenScore): StopTestAnswer {
  const { logProbability, bound, withinTopK } = score;
  return { logProbability, exact: !bound, ...(withinTopK === undefined ? {} : { withinTopK }) };
}

function applyVerdict(
  run: Run,
  criterion: StoppingCriterion,
  state: StoppingState,
  verdict: Verdict,
): 'converged' | null {
  const { met } = verdict;
  const each = typeof met === 'boolean' ? state.probes.map(() => met) : met;
  if (each.length !== state.probes.length || (criterion.scope === 'run' && typeof met !== 'boolean')) {
    throw brokenRule(
      criterion,
      `a verdict of scope ${criterion.scope} has ` +
        (criterion.scope === 'run' ? 'one boolean' : `one boolean, or one for each of ${state.probes.length} probes`),
    );
  }
  state.probes.forEach(({ probe, target }, entry) => {
    if (each[entry]) run.recursion = markConverged(run.recursion, probe, target);
  });
  if (each.includes(true) && verdict.rationale) run.declared = verdict.rationale;
  return run.recursion.converged.flat().every(Boolean) ? 'converged' : null;
}

function isAsk(criterion: StoppingCriterion, outcome: Verdict | Ask): outcome is Ask {
  const given: unknown = outcome;
  if (typeof given === 'object' && given !== null) {
    if ('tests' in given) return true;
    if ('met' in given) return false;
  }
  throw brokenRule(criterion, 'check and decide must return a verdict or a wish to ask the model');
}

function checkTests(criterion: StoppingCriterion, state: StoppingState, tests: readonly StopTest[]): void {
  if (tests.length === 0) throw brokenRule(criterion, 'a wish to ask the model has at least one test');
  const wrong = tests.find(({ entry }) => state.probes[entry] === undefined);
  if (wrong === undefined) return;
  throw brokenRule(criterion, `a test is about one of ${state.probes.length} entries, not about ${wrong.entry}`);
}

function brokenRule(criterion: StoppingCriterion, rule: string): ReagentError {
  return new ReagentError('PLUGIN_BROKE_RULE', `criterion ${criterion.id}: ${rule}`, { plugin: criterion.id });
}
