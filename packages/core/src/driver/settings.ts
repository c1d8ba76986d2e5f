import { asCriterion } from './as-criterion.ts';
import type { AttributeOptions, Limits } from '../interfaces/attribute-options.ts';
import { differences, type Difference } from '../recursion/difference.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { JsonObject } from '../interfaces/json.ts';
import { presets, type Preset } from '../recursion/presets.ts';
import type { StoppingCriterion } from '../interfaces/stopping-criterion.ts';
import { unitSettings } from '../units/read-units.ts';

/** Every option that has a say in the numbers, resolved from preset and overrides, and checked. */
export interface Settings {
  readonly preset: string;
  readonly seed: number;
  readonly probes: number;
  readonly replacingRatio: number;
  readonly difference: Difference;
  readonly sweep: boolean;
  readonly redrawTrivialMasks: boolean;
  readonly protectSpecialTokens: boolean;
  readonly clamp: number;
  readonly rationaleOverlap: number;
  readonly limits: Readonly<Record<'steps' | 'evaluations' | 'seconds', number | null>>;
  readonly stopping: StoppingCriterion | null;
  /** Units, named parts and pins, where they are not the default. */
  readonly chosenUnits: JsonObject;
}

/** @param size of the context: its tokens, or its units where those are not tokens */
export function resolveSettings(options: AttributeOptions, size: number): Settings {
  const preset = resolvePreset(options.preset ?? 'default');
  const stopping = resolveStopping(options.stopping, preset);
  const settings: Settings = {
    preset: preset.name,
    seed: wholeNumber('seed', options.seed ?? 0, 0),
    probes: wholeNumber('probes', options.probes ?? preset.probes, 1),
    replacingRatio: resolveRatio(options.replacingRatio ?? preset.replacingRatio),
    difference: resolveDifference(options.difference ?? preset.difference),
    sweep: options.sweep ?? preset.sweep,
    redrawTrivialMasks: preset.redrawTrivialMasks,
    protectSpecialTokens: protectsSpecialTokens(options),
    clamp: preset.clamp,
    rationaleOverlap: preset.rationaleOverlap,
    limits: resolveLimits(options.limits ?? {}, preset, size),
    stopping,
    chosenUnits: unitSettings(options),
  };
  const { steps, evaluations, seconds } = settings.limits;
  if (steps === null && evaluations === null && seconds === null && options.signal === undefined && stopping === null) {
    throw new ReagentError(
      'INVALID_OPTION',
      'nothing would ever end the run: give a stopping criterion, a limit or a signal',
    );
  }
  return settings;
}

/** Asked for before the rest: what it protects is no unit. */
export function protectsSpecialTokens(options: AttributeOptions): boolean {
  return options.protectSpecialTokens ?? resolvePreset(options.preset ?? 'default').protectSpecialTokens;
}

/** The settings as a result shows them. */
export function settingsToJson(settings: Settings, replacer: JsonObject): JsonObject {
  const { stopping, limits, chosenUnits, ...plain } = settings;
  return {
    ...plain,
    limits,
    stopping: stopping === null ? null : { id: stopping.id, options: stopping.options, scope: stopping.scope },
    replacer,
    response: 'log-odds',
    ...chosenUnits,
  };
}

function resolvePreset(preset: string | Preset): Preset {
  if (typeof preset !== 'string') return preset;
  const found = Object.hasOwn(presets, preset) ? presets[preset as keyof typeof presets] : undefined;
  if (found) return found;
  throw new ReagentError(
    'INVALID_OPTION',
    `preset: there is no ${JSON.stringify(preset)}; the presets are ${Object.keys(presets).join(', ')}`,
  );
}

function resolveStopping(stopping: AttributeOptions['stopping'], preset: Preset): StoppingCriterion | null {
  if (stopping === null) return null;
  if (typeof stopping === 'function' || typeof stopping?.check === 'function') return asCriterion(stopping);
  throw new ReagentError(
    'INVALID_OPTION',
    `stopping: give a criterion, a function or null; the preset's own is criterionOf(presets.${preset.name}) of @reagent/stopping`,
  );
}

function resolveLimits(limits: Limits, preset: Preset, size: number): Settings['limits'] {
  const { least, perToken } = preset.limits.evaluations ?? { least: 0, perToken: 0 };
  const evaluations = preset.limits.evaluations === null ? null : Math.max(least, perToken * size);
  const pick = (name: 'steps' | 'evaluations', own: number | null): number | null => {
    const value = limits[name] === undefined ? own : limits[name];
    return value === null ? null : wholeNumber(`limits.${name}`, value, 1);
  };
  const seconds = limits.seconds ?? null;
  if (seconds !== null && !(Number.isFinite(seconds) && seconds > 0)) {
    throw new ReagentError('INVALID_OPTION', `limits.seconds must be a number above 0, not ${seconds}`);
  }
  return { steps: pick('steps', preset.limits.steps), evaluations: pick('evaluations', evaluations), seconds };
}

/** Below .01 nearly every mask is empty, and a run would hardly move. */
function resolveRatio(ratio: number): number {
  if (ratio >= 0.01 && ratio <= 1) return ratio;
  throw new ReagentError('INVALID_OPTION', `replacingRatio must be from 0.01 to 1, not ${ratio}`);
}

function resolveDifference(difference: Difference): Difference {
  if (differences.includes(difference)) return difference;
  throw new ReagentError(
    'INVALID_OPTION',
    `difference: there is no ${JSON.stringify(difference)}; there are ${differences.join(', ')}`,
  );
}

export function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new ReagentError('INVALID_OPTION', `${name} must be a whole number of at least ${least}, not ${value}`);
}
