import type { AttributionResult, JsonValue } from '@reagent/core';

/** Something that the two runs do not share; null: one of them does not have it. */
export interface SettingDifference {
  /** Such as `settings.seed`. */
  readonly name: string;
  readonly a: JsonValue | null;
  readonly b: JsonValue | null;
}

/** What had a say in the numbers and is not the same: models, replacers, versions, settings. */
export function settingDifferences(a: AttributionResult, b: AttributionResult): SettingDifference[] {
  const [inA, inB] = [leavesOf(a), leavesOf(b)];
  return [...new Set([...inA.keys(), ...inB.keys()])].flatMap((name) => {
    const [one, other] = [inA.get(name) ?? null, inB.get(name) ?? null];
    return one === other ? [] : [{ name, a: one, b: other }];
  });
}

function leavesOf({ provenance, settings }: AttributionResult): Map<string, JsonValue> {
  const { backend, replacer, core, backendProvenance, replacerProvenance } = provenance;
  const leaves = new Map<string, JsonValue>();
  addLeaves(
    { model: backend, replacer, core, backend: backendProvenance, replacerModel: replacerProvenance, settings },
    '',
    leaves,
  );
  return leaves;
}

function addLeaves(value: JsonValue, name: string, leaves: Map<string, JsonValue>): void {
  if (typeof value !== 'object' || value === null) {
    leaves.set(name, value);
    return;
  }
  for (const [key, part] of Object.entries(value))
    addLeaves(part as JsonValue, name === '' ? key : `${name}.${key}`, leaves);
}
