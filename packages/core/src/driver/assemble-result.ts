import type { Context } from './context.ts';
import { importanceOf, rationaleByOverlap } from '../recursion/recursion.ts';
import type { AttributionResult, Effect, EndedBy, ResultToken } from '../interfaces/result.ts';
import { resultTargets } from './result-targets.ts';
import { resultUnits } from './result-units.ts';
import type { Run } from './run.ts';
import { effectOf } from './run-effects.ts';
import { settingsToJson } from './settings.ts';
import { coreVersion } from './version.ts';
import type { JsonObject, JsonValue } from '../interfaces/json.ts';

/** From a mean largest share of .9 on, the probes are one-hot and their mean is a vote. */
const saturatedShare = 0.9;

/** The result of a run as it stands. */
export function assembleResult(run: Run, endedBy: EndedBy): AttributionResult {
  const { context, recursion, evaluator, options } = run;
  const backend = ownExecutionApart(options.backend.provenance);
  const replacer = ownExecutionApart(options.replacer.provenance);
  const importance = run.eligible.map((eligible, target) => importanceOf(recursion, target, eligible));
  const fits = run.targets.map((_, target) => effectOf(run, target));
  const converged = importance.map((own) => own.converged);
  const { proposals, kept = 0, coverage, fallbacks } = run.replacer.report();
  return {
    schema: 'reagent/attribution/1',
    text: context.text,
    tokens: resultTokens(run),
    targets: resultTargets(run, converged),
    ...resultUnits(run),
    importance: importance.map((own) => shares(run, own.importance)),
    importanceOf:
      converged.every(Boolean) && run.settings.stopping?.scope === 'probe'
        ? 'stopped-recursion'
        : 'fixed-length-recursion',
    importanceSaturated: importance.map(({ largestShare }) => largestShare >= saturatedShare),
    effect: fits.map((fit) => perToken<Effect | null>(run, fit.effects, null)),
    effectFit: fits.map((fit) => fit.summary),
    rationale: run.targets.map((_, target) => positionsOf(run, rationaleOf(run, target))),
    ...(run.path === null ? {} : { path: run.path }),
    converged: converged.every(Boolean),
    probes: recursion.converged.map((targets, probe) => ({
      converged: targets.every(Boolean),
      steps: Math.max(...(recursion.steps[probe] ?? [])),
    })),
    endedBy,
    cost: {
      evaluations: evaluator.evaluations,
      proposals,
      clamped: evaluator.clamped,
      seconds: (Date.now() - run.startedAt) / 1000,
    },
    replacement: { coverage, fallbacks },
    settings: resultSettings(run),
    provenance: {
      core: coreVersion,
      backend: options.backend.id,
      replacer: options.replacer.id,
      rowIndependence: options.backend.supports.rowIndependence,
      backendProvenance: backend.provenance,
      replacerProvenance: replacer.provenance,
      execution: {
        batchSize: run.batchSize,
        requests: evaluator.requests,
        proposalsKept: kept,
        backend: backend.execution,
        replacer: replacer.execution,
      },
    },
  };
}

/** What a plug-in says of itself, without the part that may differ between equal runs. */
function ownExecutionApart({ execution = {}, ...provenance }: JsonObject = {}): {
  readonly provenance: JsonObject;
  readonly execution: JsonValue;
} {
  return { provenance, execution };
}

export function resultSettings({ settings, options: { replacer } }: Run): JsonObject {
  return settingsToJson(settings, { id: replacer.id, options: replacer.options ?? {} });
}

export function resultTokens(run: Run): ResultToken[] {
  const { context, units } = run;
  const eligible = new Set(run.replacer.eligible);
  return Array.from(context.tokens, (id, position) => {
    const special = context.special[position] ?? false;
    const { start, end } = context.spans[position] ?? { start: 0, end: 0 };
    const pinned = !eligible.has(units[position] as number);
    const template = context.template[position] ?? false;
    const answer = context.answer[position] ?? false;
    return { id, text: textOf(run, context, position), start, end, special, template, answer, pinned };
  });
}

/** A special token stands for no text: its name is shown. */
function textOf(run: Run, context: Context, position: number): string {
  const span = context.spans[position];
  if (span !== undefined && !context.special[position]) return context.text.slice(span.start, span.end);
  return run.options.backend.tokenizer.decode([context.tokens[position] as number]);
}

/** The units that the criterion declared, or that enough probes agree on. */
function rationaleOf(run: Run, target: number): readonly number[] {
  if (run.declared !== null) return run.declared[target] ?? [];
  const { rationaleOverlap: overlap } = run.settings;
  const n = run.kept[target] ?? null;
  if (n === null || overlap === 0) return [];
  return rationaleByOverlap(run.recursion, target, { n, overlap, eligible: run.eligible[target] ?? [] });
}

function positionsOf(run: Run, units: readonly number[]): number[] {
  const chosen = new Set(units);
  return Array.from(run.units, (_, position) => position).filter((position) =>
    chosen.has(run.units[position] as number),
  );
}

/** Importance of units as that of their tokens, in equal shares: a row's sum stays what it is. */
export function shares(run: Run, importance: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const unit of run.units) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  return perToken(
    run,
    importance.map((share, unit) => share / (sizes.get(unit) ?? 1)),
    0,
  );
}

/** Values of units as values of tokens: each has its unit's. */
export function perToken<T>(run: Run, values: readonly T[], otherwise: T): T[] {
  return Array.from(run.units, (unit) => (unit < 0 ? otherwise : (values[unit] as T)));
}
