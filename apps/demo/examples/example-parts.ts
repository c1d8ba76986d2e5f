import type { Tokenizer } from '@reagent/core';
import type { StoredEvent } from '../src/examples/stored-example.ts';
import type { DemoSettings } from '../src/settings.ts';
import type { ExampleSpec } from './specs.ts';

/** The settings of a page that would run it again. */
export function settingsOf(spec: ExampleSpec, seed: number, trace: readonly StoredEvent[]): DemoSettings {
  const { options = {}, model, text } = spec;
  const [start] = trace;
  if (start?.type !== 'started') throw new TypeError('a trace begins with its start');
  const [target] = start.targets;
  return {
    text,
    target: options.target === undefined ? null : (target?.id ?? null),
    insteadOf: target?.insteadOf?.id ?? null,
    unit: (options.unit ?? 'token') as DemoSettings['unit'],
    replacer: model === 'tiny' ? 'roberta' : 'random',
    seed,
    evaluations: start.maxEvaluations ?? 0,
    model: model === 'tiny' ? 'tiny' : { hub: 'HuggingFaceTB/SmolLM2-135M-Instruct', dtype: 'fp32' },
  };
}

/** Texts of all substitutes, by id. */
export function textsOf(trace: readonly StoredEvent[], tokenizer: Tokenizer): Record<number, string> {
  const ids = trace.flatMap((event) =>
    'evaluated' in event ? event.evaluated.flatMap(({ substitutes }) => substitutes.map(([, id]) => id)) : [],
  );
  return Object.fromEntries([...new Set(ids)].sort((a, b) => a - b).map((id) => [id, tokenizer.decode([id])]));
}
