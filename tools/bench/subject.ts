import {
  attribute,
  type AttributionResult,
  type LocalBackend,
  type MaskedModel,
  type TokenMatrix,
} from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';

/** Public domain: the beginning of Herman Melville's "Moby-Dick". */
const text =
  'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, and nothing ' +
  'particular to interest me on shore, I thought I would sail about a little and see the watery part of the world. ';

/** Exactly so many tokens of the model's: a text, repeated and cut. `from`: where it is cut in front. */
export function contextOf({ tokenizer }: LocalBackend, tokens: number, from = 0): readonly number[] {
  let ids: readonly number[] = [];
  for (let times = 1; ids.length < from + tokens; times *= 2) {
    ids = tokenizer.encode(text.repeat(times), { addSpecialTokens: false }).ids;
  }
  return ids.slice(from, from + tokens);
}

/** A batch of different contexts of one length. */
export function batchOf(backend: LocalBackend, rows: number, length: number): TokenMatrix {
  const ids = contextOf(backend, rows + length);
  const idAt = (place: number): number => ids[Math.floor(place / length) + (place % length)] as number;
  return { rows, length, ids: Int32Array.from({ length: rows * length }, (_, place) => idAt(place)) };
}

export interface Work {
  readonly tokens: number;
  readonly evaluations: number;
  readonly batchSize: number;
}

/**
 * What a user's program does: the default preset, with a masked model's proposals, up to a limit of evaluations. Each
 * call explains another context, so that nothing is known from the one before.
 */
export function attributionOf(
  backend: LocalBackend,
  maskedModel: MaskedModel,
  work: Work,
): () => Promise<AttributionResult> {
  const replacer = createRobertaReplacer({ maskedModel });
  let calls = 0;
  return () =>
    attribute({
      ...{ backend, replacer, text: contextOf(backend, work.tokens, calls++) },
      stopping: runOut,
      limits: { evaluations: work.evaluations },
      execution: { batchSize: work.batchSize },
    });
}

const byDefault = criterionOf('default');

/** The default's criterion, asked as often as ever, but never met: so that all runs have one length. */
export const runOut: typeof byDefault = {
  ...byDefault,
  check(state) {
    const outcome = byDefault.check(state);
    return 'tests' in outcome ? outcome : { met: false };
  },
};
