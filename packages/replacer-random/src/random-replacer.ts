import { defineReplacer, ReagentError, type Replacer } from '@reagent/core';

export interface RandomReplacerOptions {
  /** Whether a token may be replaced by itself. Default false. */
  readonly allowOriginal?: boolean;
}

/**
 * Draws each substitute uniformly from the vocabulary, without special tokens and unused ids. (The reference code's
 * uniform sampler, which leaves out start, end and unknown tokens only.)
 */
export function createRandomReplacer(options: RandomReplacerOptions = {}): Replacer {
  const { allowOriginal = false } = options;
  if (typeof allowOriginal !== 'boolean') {
    throw new ReagentError('INVALID_OPTION', 'allowOriginal must be true or false');
  }
  return defineReplacer('random', ({ candidates, random }) => candidates[random.integer(candidates.length)], {
    allowOriginal,
  });
}
