import { sendPlanned, type RowScores } from './apply.ts';
import type { Take } from './calls-ahead.ts';
import { limitAt, placeAfter, placeOf, planSteps, type Place, type PlannedRow, type PlannedStep } from './plan.ts';
import type { Run } from './run.ts';

/** Steps with what the model answered. */
export interface ScoredSteps {
  readonly steps: readonly PlannedStep[];
  readonly scores: ReadonlyMap<PlannedRow, RowScores>;
}

/** Steps that the model has been asked about. */
interface SentSteps {
  readonly steps: readonly PlannedStep[];
  readonly take: Take<ScoredSteps['scores']>;
  /** Where the run will be after them. */
  readonly end: Place;
}

/**
 * The steps of a run in their order. While the model is at some it gets those that follow, as long as no answer has a say
 * in what these are.
 */
export class StepsAhead {
  readonly #run: Run;
  #next: Promise<SentSteps> | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  /** @param plan of those that have not been sent; default: the next steps */
  async take(plan: typeof planSteps = planSteps): Promise<ScoredSteps> {
    const { steps, take, end } = await (this.#next ?? this.#send(plan, placeOf(this.#run)));
    this.#next = this.#isKnownAfter(steps, end) ? this.#send(planSteps, end) : null;
    this.#next?.catch(() => undefined); // told when their turn comes
    return { steps, scores: await take() };
  }

  async #send(plan: typeof planSteps, start: Place): Promise<SentSteps> {
    const steps = await plan(this.#run, start);
    return { steps, take: sendPlanned(this.#run, steps), end: placeAfter(this.#run, start, steps) };
  }

  /** A criterion freezes probes or ends the run, and so does a limit; when seconds run out nobody knows. */
  #isKnownAfter(steps: readonly PlannedStep[], end: Place): boolean {
    const { evaluator, settings } = this.#run;
    if (!evaluator.ahead || settings.limits.seconds !== null) return false;
    return steps.every(({ whole, due }) => whole && !due) && limitAt(this.#run, end) === null;
  }
}
