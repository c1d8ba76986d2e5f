/** Numbers over the vocabulary that a run may hold at a time: 512 MB of float64. */
const largestRun = 2 ** 26;
/** For each asked row and token of the vocabulary: the logits and what their sums are made of; an estimate, on the safe side. */
const perAskedRow = 4;

/**
 * Cuts asked rows, in their order, into parts that are answered in a run each. `perToken`: whether the graph compares
 * every asked token with the whole vocabulary.
 */
export function inParts<Asked extends { readonly tokens: ArrayLike<number> }>(
  asked: readonly Asked[],
  vocabulary: number,
  perToken: boolean,
): readonly (readonly Asked[])[] {
  const parts: Asked[][] = [];
  let part: Asked[] = [];
  let widest = 0;
  for (const one of asked) {
    const wider = perToken ? Math.max(widest, one.tokens.length) : 0;
    const fits = (part.length + 1) * (perAskedRow + wider) * vocabulary <= largestRun;
    if (part.length > 0 && !fits) {
      parts.push(part);
      part = [];
    }
    widest = part.length === 0 ? (perToken ? one.tokens.length : 0) : wider;
    part.push(one);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
