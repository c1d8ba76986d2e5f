import { ReagentError } from '@reagent/core';
import type { ScoreCall } from './calls.ts';
import { remoteChoice, type RemoteValues } from './remote-options.ts';

/** Option values as commander gives them: parsed and checked by their options. */
export interface ScoreValues extends RemoteValues {
  readonly text?: string;
  readonly ids?: readonly number[];
  readonly tokens?: readonly number[];
  readonly tokenText?: readonly string[];
  readonly top: number;
  readonly model?: string;
  readonly dtype?: string;
  readonly revision?: string;
  readonly cacheDir?: string;
  readonly threads?: number;
  readonly json?: string | true;
}

/** @throws ReagentError `INVALID_OPTION` where there is nothing that the tokens come after */
export function scoreCall(values: ScoreValues): ScoreCall {
  const { text, ids, tokens = [], tokenText = [], top, json } = values;
  const context = text ?? ids;
  if (context === undefined) {
    throw new ReagentError('INVALID_OPTION', 'score needs what comes before the tokens: give --text or --ids');
  }
  return {
    command: 'score',
    context,
    tokens: [...tokens, ...tokenText],
    top,
    models: {
      model: values.model ?? null,
      dtype: values.dtype ?? null,
      revision: values.revision ?? null,
      cacheDir: values.cacheDir ?? null,
      maskedModel: null,
      maskedDtype: null,
      maskedRevision: null,
      threads: values.threads ?? null,
      batchSize: 1, // there is one context
      remote: remoteChoice(values),
    },
    json: json === true ? '-' : (json ?? null),
  };
}
