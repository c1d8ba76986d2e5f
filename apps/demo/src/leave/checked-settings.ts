import { ReagentError } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';

/** More than any model that a page can run reads at once. */
const longestText = 100_000;
export const mostEvaluations = 1_000_000;

/** Names of the Hub, as the backend takes them: nothing that leads elsewhere. */
const repository = /^(?!.*\.\.)[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
const dtype = /^[a-z0-9]{1,16}$/;

/** Settings that came from elsewhere. Throws `INVALID_INPUT` for what is not exactly that. */
export function checkedSettings(value: unknown): DemoSettings {
  if (typeof value !== 'object' || value === null) throw notRight('it holds no settings');
  const { text, target, insteadOf, unit, replacer, seed, evaluations, model } = value as Record<string, unknown>;
  if (typeof text !== 'string' || text.length > longestText) {
    throw notRight(`the text must be a text of at most ${longestText} characters`);
  }
  return {
    text,
    target: tokenId('the target', target),
    insteadOf: tokenId('the other token', insteadOf),
    unit: oneOf('the unit', unit, ['token', 'word', 'sentence']),
    replacer: oneOf('the replacer', replacer, ['random', 'roberta']),
    seed: wholeNumber('the seed', seed, 0, Number.MAX_SAFE_INTEGER),
    evaluations: wholeNumber('the number of evaluations', evaluations, 1, mostEvaluations),
    model: checkedModel(model),
  };
}

function checkedModel(value: unknown): DemoSettings['model'] {
  if (value === 'tiny') return value;
  const named = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof named['hub'] === 'string' && typeof named['dtype'] === 'string') {
    const model = { hub: named['hub'], dtype: named['dtype'] };
    if (repository.test(model.hub) && dtype.test(model.dtype)) return model;
  }
  throw notRight('the model must be the tiny one, or owner/name on the Hub with the format of its numbers');
}

function tokenId(what: string, value: unknown): number | null {
  return value === null ? null : wholeNumber(what, value, 0, 2 ** 31 - 1);
}

function wholeNumber(what: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw notRight(`${what} must be a whole number from ${least} to ${most}`);
}

function oneOf<Name extends string>(what: string, value: unknown, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw notRight(`${what} must be one of ${names.join(', ')}`);
}

function notRight(why: string): ReagentError {
  return new ReagentError('INVALID_INPUT', `what this link holds is not right: ${why}`);
}
