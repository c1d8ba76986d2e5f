/** Above this many, sorting all is quicker than keeping a short list in order. */
const longList = 256;

/** The k tokens with the largest logits, largest first; ties: the lower id first. */
export function topTokens(logits: Float32Array, k: number): Int32Array {
  return k > longList ? bySorting(logits, k) : byInsertion(logits, k);
}

function bySorting(logits: Float32Array, k: number): Int32Array {
  const ids = Int32Array.from(logits, (_, id) => id);
  ids.sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
  return ids.slice(0, k);
}

function byInsertion(logits: Float32Array, k: number): Int32Array {
  const ids = new Int32Array(Math.min(k, logits.length));
  let filled = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] as number;
    if (filled === ids.length && logit <= (logits[ids[filled - 1] as number] as number)) continue;
    let place = filled < ids.length ? filled++ : filled - 1;
    while (place > 0 && (logits[ids[place - 1] as number] as number) < logit) {
      ids[place] = ids[place - 1] as number;
      place--;
    }
    ids[place] = id;
  }
  return ids;
}
