import { presets, type JsonObject, type Preset, type PresetName, type StoppingCriterion } from '@reagent/core';
import { allOf } from './all-of.ts';
import { anyOf } from './any-of.ts';
import { effectSeparated } from './effect-separated.ts';
import { invalidOption, shown } from './option-checks.ts';
import { stableTopN, type StableTopNOptions } from './stable-top-n.ts';
import { targetInTopK, type TargetInTopKOptions } from './target-in-top-k.ts';

/** A criterion as data, as presets and results name it. */
export interface NamedCriterion {
  readonly id: string;
  readonly options: JsonObject;
}

/** Each function checks what it is given, so that data from a file may be passed as it is. */
const makers: Readonly<Record<string, (options: JsonObject) => StoppingCriterion>> = {
  targetInTopK: (options) => targetInTopK(options as unknown as TargetInTopKOptions),
  effectSeparated,
  stableTopN: (options) => stableTopN(options as unknown as StableTopNOptions),
  anyOf: (options) => anyOf(...members('anyOf', options)),
  allOf: (options) => allOf(...members('allOf', options)),
};

/**
 * The criterion of a preset of core, by name or as an object, or of an id with its options.
 * @throws ReagentError `INVALID_OPTION` for a name that is not of this package, or wrong options
 */
export function criterionOf(named: PresetName | Preset | NamedCriterion): StoppingCriterion {
  const { id, options } = nameOf(named);
  const make = Object.hasOwn(makers, id) ? makers[id] : undefined;
  if (make === undefined) throw invalidOption(id, `is not one of ${Object.keys(makers).join(', ')}`);
  return make(options);
}

function nameOf(named: PresetName | Preset | NamedCriterion): NamedCriterion {
  if (typeof named !== 'string') return 'stopping' in named ? named.stopping : named;
  if (Object.hasOwn(presets, named)) return presets[named].stopping;
  throw invalidOption(named, `there is no such preset; the presets are ${Object.keys(presets).join(', ')}`);
}

function members(id: string, { of }: JsonObject): StoppingCriterion[] {
  if (!Array.isArray(of)) throw invalidOption(id, `of must be a list of criteria, but is ${shown(of)}`);
  return of.map((member) => criterionOf(member as unknown as NamedCriterion));
}
