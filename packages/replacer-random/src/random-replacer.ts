import { defineReplacer, ReagentError, type Replacer } from '@reagent/core';

export interface RandomReplacerOptions {
  /** Whether a token may be replaced by itself. Default false. */
  readonly allowOriginal?: boolean;
}

/**
 * Draws each substitute uniformly from the vocabulary, without special tokens and unused ids. (The reference code's
 * uniform sampler, which leaves out start, end and unknown tokens only.)
 * @throws ReagentError `INVALID_OPTION`
 */
export function createRandomReplacer(options: RandomReplacerOptions = {}): Replacer {
  const unknown = Object.keys(options).find((name) => name !== 'allowOriginal');
  if (unknown !== undefined) throw invalid(`there is no option "${unknown}"; the option is allowOriginal`);
  const { allowOriginal = false } = options;
  if (typeof allowOriginal !== 'boolean') throw invalid('allowOriginal must be true or false');
  return defineReplacer('random', ({ candidates, random }) => candidates[random.integer(candidates.length)], {
    allowOriginal,
  });
}

function invalid(what: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `replacer random: ${what}`, { plugin: 'random' });
}
