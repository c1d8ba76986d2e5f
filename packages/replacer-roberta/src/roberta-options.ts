import { ReagentError, type MaskedModel } from '@reagent/core';

export type RobertaStrategy = 'single' | 'joint' | 'argmax';

export interface RobertaReplacerOptions {
  /** Of any vocabulary that has tokens in common with the explained model's. */
  readonly maskedModel: MaskedModel;
  /**
   * `single`: each unit is hidden alone, once for a context. `joint`: all units that a row replaces are hidden together,
   * one pass of the model a row; then independent draws. `argmax`: as `single`, but always the best token, as in the
   * reference code's branch. Default `single`.
   */
  readonly strategy?: RobertaStrategy;
  /** Draw from so many of the most probable legal tokens. Default 100; has no say in `argmax`. */
  readonly topK?: number;
  /** Whether a token may be replaced by itself. Default false; true for `argmax`, as in the reference code's branch. */
  readonly allowOriginal?: boolean;
  /** Draws are from p^(1/temperature). Above 0. Default 1; has no say in `argmax`. */
  readonly temperature?: number;
  /** Most contexts in one call of the masked model; has no say in the numbers. Default 16. */
  readonly batchSize?: number;
  /**
   * Proposals for so many contexts, the most recently used, are kept for their next targets (at most 16 MB in all); has no say
   * in the numbers. Nothing is kept for `joint`. Default 4.
   */
  readonly keepContexts?: number;
}

export type CheckedOptions = Required<RobertaReplacerOptions>;

const strategies: readonly RobertaStrategy[] = ['single', 'joint', 'argmax'];
const names = ['maskedModel', 'strategy', 'topK', 'allowOriginal', 'temperature', 'batchSize', 'keepContexts'];

/** @throws ReagentError `INVALID_OPTION` */
export function checkedOptions(options: RobertaReplacerOptions): CheckedOptions {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`there is no option "${unknown}"; the options are ${names.join(', ')}`);
  const strategy = options.strategy ?? 'single';
  const checked: CheckedOptions = {
    maskedModel: options.maskedModel,
    strategy,
    topK: options.topK ?? 100, // leaves the long tail of unlikely tokens out; a choice, not a measurement
    allowOriginal: options.allowOriginal ?? strategy === 'argmax',
    temperature: options.temperature ?? 1,
    batchSize: options.batchSize ?? 16,
    keepContexts: options.keepContexts ?? 4,
  };
  if (typeof checked.maskedModel?.propose !== 'function') throw invalid('maskedModel must be a masked model');
  if (!strategies.includes(strategy)) throw invalid(`strategy must be one of ${strategies.join(', ')}`);
  for (const [name, least] of Object.entries({ topK: 1, batchSize: 1, keepContexts: 0 } as const)) {
    const value = checked[name as 'topK' | 'batchSize' | 'keepContexts'];
    if (!Number.isSafeInteger(value) || value < least) throw invalid(`${name} must be a whole number from ${least} on`);
  }
  if (typeof checked.allowOriginal !== 'boolean') throw invalid('allowOriginal must be true or false');
  if (!(checked.temperature > 0 && checked.temperature < Infinity)) throw invalid('temperature must be above 0');
  return checked;
}

function invalid(what: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `replacer roberta: ${what}`, { plugin: 'roberta' });
}
