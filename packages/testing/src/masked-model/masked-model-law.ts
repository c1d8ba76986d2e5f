import { tokenMatrix, type MaskedModel, type ProposeRequest } from '@reagent/core';
import { ensure } from '../laws/assertions.ts';
import type { Create, Law } from '../laws/law.ts';

export interface MaskedModelLawContext {
  /** A text of at least three tokens. */
  readonly text: string;
}

export type MaskedModelLaw = Law<MaskedModel, MaskedModelLawContext>;

/** What laws ask a masked model with; everything is made anew at every call. */
export interface MaskedTrial {
  readonly model: MaskedModel;
  readonly vocabularySize: number;
  /** Asks about the text's tokens, each masked in a row of its own; all, or those whose indices are given. */
  request(k: number, indices?: readonly number[]): ProposeRequest;
}

/** A law about one masked model, which it leaves as it was. */
export function maskedModelLaw(
  name: string,
  check: (trial: MaskedTrial, create: Create<MaskedModel>) => Promise<void>,
): MaskedModelLaw {
  const checkLent: NonNullable<MaskedModelLaw['checkLent']> = (model, context, create) =>
    check(trialOf(model, context), create);
  return {
    name,
    checkLent,
    check: (create, context) => withMaskedModel(create, (model) => checkLent(model, context, create)),
  };
}

/** A law about one fresh masked model, which it disposes of. */
export function endingLaw(name: string, check: (trial: MaskedTrial) => Promise<void>): MaskedModelLaw {
  return { name, check: maskedModelLaw(name, check).check };
}

/** Lends a fresh model. A failure to dispose of it is the business of the laws about `dispose`. */
async function withMaskedModel(create: Create<MaskedModel>, use: (model: MaskedModel) => Promise<void>): Promise<void> {
  const model = await create();
  try {
    await use(model);
  } finally {
    await Promise.resolve(model.dispose()).catch(() => {});
  }
}

function trialOf(model: MaskedModel, { text }: MaskedModelLawContext): MaskedTrial {
  const { prefix, suffix, maskToken, tokenizer } = model;
  const own = tokenizer.encode(text, { addSpecialTokens: false }).ids;
  ensure(own.length >= 3, `the text must have at least 3 tokens, "${text}" has ${own.length}`);
  const masked = (index: number): number[] => [...prefix, ...own.with(index, maskToken), ...suffix];
  return {
    model,
    vocabularySize: tokenizer.vocabularySize,
    request: (k, indices = [...own.keys()]) => ({
      contexts: tokenMatrix(indices.map(masked)),
      positions: indices.map((index, row) => [row, prefix.length + index]),
      k,
    }),
  };
}
