/**
 * Whether contexts have at least half of their tokens in common from the start: a system prompt, a chat template, all that
 * is not attributed. llama.cpp then reads it once for each slot. Else it reads each context anew: what it happens to
 * hold of one before it moves the numbers of contexts of 64 tokens and more (by 0.2 in 4-bit arithmetic), and saves little.
 */
export function shareBeginning([first = [], ...others]: readonly (readonly number[])[]): boolean {
  const common = others.reduce((length, other) => {
    const end = first.findIndex((id, place) => place >= length || other[place] !== id);
    return end < 0 ? first.length : end;
  }, first.length);
  return others.length > 0 && common >= first.length / 2;
}
