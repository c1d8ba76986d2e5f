import { ReagentError, type MaskedModel } from '@reagent/core';

/** A row for the masked model, and where in it the hidden positions are. */
export interface MaskedRow {
  readonly ids: readonly number[];
  /** [hidden position of the context, ascending] its index in `ids`. */
  readonly at: readonly number[];
}

/**
 * The context with some positions hidden, between the model's own prefix and suffix. Special tokens at the start and
 * the end of the context (the explained model's `<s>`) are taken off first, unless they are hidden themselves. A context
 * that is too long is cut to a window of the model's size with the hidden positions in its middle.
 * @param hidden positions, ascending, at least one
 * @throws ReagentError `TEXT_TOO_LONG` if the hidden positions are too far apart for a window
 */
export function maskedRow(
  model: MaskedModel,
  tokens: Int32Array,
  special: ReadonlySet<number>,
  hidden: readonly number[],
): MaskedRow {
  const first = hidden[0] as number;
  const last = hidden.at(-1) as number;
  const room = model.maxContext - model.prefix.length - model.suffix.length;
  if (last - first + 1 > room) {
    throw new ReagentError(
      'TEXT_TOO_LONG',
      `the masked model "${model.id}" takes ${room} tokens, but positions ${first} to ${last} are to be hidden together: ` +
        'shorten the text, or take the strategy "single" with smaller units',
      { plugin: model.id },
    );
  }
  let start = 0;
  while (start < first && special.has(tokens[start] as number)) start += 1;
  let end = tokens.length;
  while (end > last + 1 && special.has(tokens[end - 1] as number)) end -= 1;
  if (end - start > room) {
    const centred = first - Math.floor((room - (last - first + 1)) / 2);
    start = Math.min(Math.max(start, centred), end - room);
    end = start + room;
  }
  const ids = [...model.prefix, ...tokens.subarray(start, end), ...model.suffix];
  const at = hidden.map((position) => model.prefix.length + position - start);
  for (const index of at) ids[index] = model.maskToken;
  return { ids, at };
}
