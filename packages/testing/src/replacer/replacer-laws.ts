import type { Replacer } from '@reagent/core';
import { testLaws, type Create, type TestRunner } from '../laws/law.ts';
import { createToyTokenizer } from '../toy/toy-tokenizer.ts';
import { drawLaws } from './draw-laws.ts';
import { placeLaws } from './place-laws.ts';
import type { ReplacerLaw, ReplacerLawContext } from './replacer-law.ts';
import { stateLaws } from './state-laws.ts';

/** The rules of core's `Replacer`. */
export const replacerLaws: readonly ReplacerLaw[] = [...stateLaws, ...placeLaws, ...drawLaws];

export interface TestReplacerOptions extends TestRunner, Partial<ReplacerLawContext> {
  /** Gives a fresh replacer at every call. */
  readonly create: Create<Replacer>;
  /** Title of the tests. Default: `replacer laws`. */
  readonly title?: string;
}

/**
 * Makes a test of each law of a replacer.
 *
 * Defaults: the toy tokenizer; `The capital of France is` (it needs four tokens that are not special); `neverOriginal`
 * true; `deterministic` false.
 */
export function testReplacer(options: TestReplacerOptions): void {
  const { create, title = 'replacer laws' } = options;
  testLaws(title, replacerLaws, options, create, replacerLawContext(options));
}

/** The context of the laws, with what is not given filled in. */
export function replacerLawContext(given: Partial<ReplacerLawContext> = {}): ReplacerLawContext {
  return {
    tokenizer: given.tokenizer ?? createToyTokenizer(),
    text: given.text ?? 'The capital of France is',
    neverOriginal: given.neverOriginal ?? true,
    deterministic: given.deterministic ?? false,
  };
}
