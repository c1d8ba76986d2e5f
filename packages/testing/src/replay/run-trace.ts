import { z } from 'zod';
import { invalidRecording, parseRecording } from './parse.ts';

export const runTraceSchema = 'reagent/trace/1';

const whole = z.int().nonnegative();
const perTarget = <Entry extends z.ZodType>(entry: Entry): z.ZodArray<Entry> => z.array(entry);

const number = z.union([z.number(), z.literal(Infinity), z.literal(-Infinity)]);
const score = z.object({
  logProbability: number,
  logOdds: z.number(),
  bound: z.boolean(),
  clamped: z.boolean(),
  withinTopK: z.boolean().optional(),
  distance: z.number().optional(),
});

const started = z.object({
  schema: z.literal(runTraceSchema),
  text: z.string(),
  tokens: z.array(z.object({ id: whole })),
  settings: z.object({
    seed: whole,
    probes: whole.min(1),
    replacingRatio: z.number(),
    redrawTrivialMasks: z.boolean(),
    difference: z.string(),
    clamp: z.number(),
    rationaleOverlap: whole,
  }),
  units: z.array(z.int().min(-1)),
  eligible: perTarget(z.array(whole)),
  base: perTarget(score),
  passes: whole.min(1),
});

const context = z.object({
  purpose: z.enum(['sweep', 'update', 'stop-test']),
  probe: z.int().min(-1),
  target: whole.nullable(),
  replaced: z.array(whole),
  substitutes: z.array(z.tuple([whole, whole])),
  scores: perTarget(score),
});

const step = z.object({
  type: z.enum(['swept', 'step']),
  step: whole.default(0),
  evaluations: whole,
  evaluated: z.array(context),
  converged: z.array(perTarget(z.boolean())),
});

const nextLevel = z.object({
  type: z.literal('level'),
  units: z.array(z.int().min(-1)),
  eligible: perTarget(z.array(whole)),
});

const point = z.object({ step: whole, evaluations: whole, importance: perTarget(z.array(z.number())) });
const effect = z.object({ estimate: z.number(), low: z.number().nullable(), high: z.number().nullable() }).nullable();
const finished = z.object({
  type: z.literal('finished'),
  result: z.object({
    levels: z
      .array(
        z.object({
          importance: perTarget(z.array(z.number())),
          effect: perTarget(z.array(effect)),
          evaluations: whole,
        }),
      )
      .optional(),
    importance: perTarget(z.array(z.number())),
    path: z.array(point).optional(),
    effect: perTarget(z.array(effect)),
    rationale: perTarget(z.array(whole)),
    converged: z.boolean(),
    probes: z.array(z.object({ converged: z.boolean(), steps: whole })),
    cost: z.object({ evaluations: whole }),
  }),
});

export type TraceStart = z.output<typeof started>;
export type TracedStep = z.output<typeof step>;
export type TracedContext = z.output<typeof context>;
export type TracedScore = z.output<typeof score>;
export type TracedResult = z.output<typeof finished>['result'];

/** What was replaced as one, and the steps; a run from coarse to fine has several. */
export interface TracedLevel {
  readonly units: TraceStart['units'];
  readonly eligible: TraceStart['eligible'];
  readonly steps: readonly TracedStep[];
}

/** A run as its trace has it; without a result where the run was killed. */
export interface RunTrace {
  readonly start: TraceStart;
  readonly levels: readonly TracedLevel[];
  readonly result: TracedResult | null;
}

/**
 * @param lines of the trace, in order
 * @throws ReagentError `INVALID_INPUT`
 */
export function parseRunTrace(lines: readonly unknown[]): RunTrace {
  const [first, ...rest] = lines;
  const start = parseRecording(started, first);
  const last = rest.at(-1);
  const ended = typeOf(last) === 'finished';
  const levels: (TracedLevel & { readonly steps: TracedStep[] })[] = [{ ...start, steps: [] }];
  (ended ? rest.slice(0, -1) : rest).forEach((line, index) => {
    if (typeOf(line) === 'level') return void levels.push({ ...parseRecording(nextLevel, line), steps: [] });
    const own = parseRecording(step, line);
    checkStep(own, start, index + 2);
    levels.at(-1)?.steps.push(own);
  });
  const result = ended ? parseRecording(finished, last).result : null;
  const told = result?.levels?.length ?? levels.length;
  if (told !== levels.length) throw invalidRecording('', `it has ${levels.length} levels, and its result ${told}`);
  return { start, levels, result };
}

function typeOf(line: unknown): unknown {
  return (line as { type?: unknown } | null | undefined)?.type;
}

function checkStep({ evaluated, converged }: TracedStep, start: TraceStart, line: number): void {
  const { probes } = start.settings;
  const targets = start.base.length;
  if (converged.length !== probes || converged.some((own) => own.length !== targets)) {
    throw invalidRecording(`line ${line}`, `converged is not of ${probes} probes and ${targets} targets`);
  }
  const wrong = evaluated.findIndex(
    ({ purpose, probe, target, scores }) =>
      probe >= probes ||
      (purpose === 'sweep') !== probe < 0 ||
      (purpose === 'stop-test') !== (target !== null) ||
      scores.length !== (target === null ? targets : 1),
  );
  if (wrong >= 0) throw invalidRecording(`line ${line}`, `evaluated[${wrong}] does not fit the run`);
}
