import type { MaskedModel } from '@reagent/core';
import type { Create, SharingTestRunner } from '../laws/law.ts';
import { testSharedLaws } from '../laws/shared-plug-in.ts';
import { abortLaws, callLaws, lifeLaws } from './call-laws.ts';
import type { MaskedModelLaw, MaskedModelLawContext } from './masked-model-law.ts';
import { proposalLaws, refusalLaws } from './proposal-laws.ts';

/** The rules of core's `MaskedModel`, in an order as that of a backend's. */
export const maskedModelLaws: readonly MaskedModelLaw[] = [
  ...proposalLaws,
  ...callLaws,
  ...refusalLaws,
  ...abortLaws,
  ...lifeLaws,
];

export interface TestMaskedModelOptions extends SharingTestRunner, Partial<MaskedModelLawContext> {
  /** Gives a fresh model at every call; the suite disposes of it. */
  readonly create: Create<MaskedModel>;
  /** Title of the tests. Default: `masked model laws`. */
  readonly title?: string;
}

/** Makes a test of each law of a masked model. `text` (default: `The capital of France is`) needs three tokens. */
export function testMaskedModel(options: TestMaskedModelOptions): void {
  const { create, title = 'masked model laws' } = options;
  testSharedLaws(title, maskedModelLaws, options, create, maskedModelLawContext(options));
}

/** The context of the laws, with what is not given filled in. */
export function maskedModelLawContext(given: Partial<MaskedModelLawContext> = {}): MaskedModelLawContext {
  return { text: given.text ?? 'The capital of France is' };
}
