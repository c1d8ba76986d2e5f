import type { DemoRun, DemoSettings } from '../settings.ts';

/** A run as it is written down elsewhere: what the page chose by itself is in it by name. */
export interface WrittenCall extends Pick<DemoSettings, 'text' | 'unit' | 'replacer' | 'seed' | 'evaluations'> {
  readonly target: WrittenToken | null;
  readonly insteadOf: WrittenToken | null;
  /** Null: the tiny pair. */
  readonly model: { readonly hub: string; readonly dtype: string; readonly commit: string | null } | null;
}

export interface WrittenToken {
  readonly id: number;
  readonly text: string;
}

export function writtenCall({ settings, result }: DemoRun): WrittenCall {
  const { text, unit, replacer, seed, evaluations, model } = settings;
  const [target] = result.targets;
  const { commit } = result.provenance.backendProvenance;
  return {
    ...{ text, unit, replacer, seed, evaluations },
    target: target === undefined ? null : token(target),
    insteadOf: target?.insteadOf ? token(target.insteadOf) : null,
    model: model === 'tiny' ? null : { ...model, commit: typeof commit === 'string' ? commit : null },
  };
}

function token({ id, text }: WrittenToken): WrittenToken {
  return { id, text };
}
