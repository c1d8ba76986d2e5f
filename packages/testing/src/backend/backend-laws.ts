import type { Backend } from '@reagent/core';
import type { Create, SharingTestRunner } from '../laws/law.ts';
import { testSharedLaws } from '../laws/shared-plug-in.ts';
import { answerLaws } from './answer-laws.ts';
import type { BackendLaw, BackendLawContext } from './backend-law.ts';
import { abortLaws, callLaws, lifeLaws } from './behaviour-laws.ts';
import { numberLaws } from './number-laws.ts';
import { descriptionLaws, refusalLaws } from './refusal-laws.ts';
import { tokenizerLaws } from './tokenizer-laws.ts';

/**
 * The rules of core's `Backend`, with its tokenizer. Where laws share a backend, their order counts: a backend that a failed
 * call poisons is found out by the law about that, before other laws make calls fail; those that dispose of it come last.
 */
export const backendLaws: readonly BackendLaw[] = [
  ...descriptionLaws,
  ...answerLaws,
  ...numberLaws,
  ...tokenizerLaws,
  ...callLaws,
  ...refusalLaws,
  ...abortLaws,
  ...lifeLaws,
];

export interface TestBackendOptions extends SharingTestRunner, Partial<BackendLawContext> {
  /** Gives a fresh backend at every call; the suite disposes of it. */
  readonly create: Create<Backend>;
  /** Title of the tests. Default: `backend laws`. */
  readonly title?: string;
}

/**
 * Makes a test of each law of a backend. What `supports` denies is not skipped: its refusal is tested.
 *
 * `text` (default: `The capital of France is`) needs three tokens that are not special, and the tokenizer must keep it
 * as it is: one that lowers letters is tested with a text in small letters.
 */
export function testBackend(options: TestBackendOptions): void {
  const { create, title = 'backend laws' } = options;
  testSharedLaws(title, backendLaws, options, create, backendLawContext(options));
}

/** The context of the laws, with what is not given filled in. */
export function backendLawContext(given: Partial<BackendLawContext> = {}): BackendLawContext {
  return { text: given.text ?? 'The capital of France is' };
}
