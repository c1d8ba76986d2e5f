/**
 * A language model that is a formula. Every value is a dyadic fraction, exact in binary floating point, as long as
 * `div` is a power of two; and no two logits of the base formula are equal, so ranks are never in doubt.
 */
export interface ToyLanguageModel {
  /** Number of tokens. */
  readonly vocab: number;
  readonly div: number;
  readonly scale: number;
  /** Adds to a token's logit where one position holds one id. */
  readonly bonuses: readonly ToyBonus[];
  /** Adds to a token's logit where two positions both hold theirs. */
  readonly pairs: readonly ToyPair[];
  /** Adds to a token's logit where an id stands anywhere in the context. */
  readonly cues?: readonly ToyCue[];
}

export interface ToyBonus {
  readonly pos: number;
  readonly id: number;
  readonly token: number;
  readonly add: number;
}

export interface ToyPair {
  readonly pos1: number;
  readonly id1: number;
  readonly pos2: number;
  readonly id2: number;
  readonly token: number;
  readonly add: number;
}

export interface ToyCue {
  readonly id: number;
  readonly token: number;
  readonly add: number;
}

/**
 * The logits of every token after a context:
 * `scale · Σᵢ (((7·x[i] + 13·u + 5·i + 3·x[i]·u) mod 17) − 8) / div + u / 1024`, plus bonuses, pairs and cues.
 */
export function toyLogits(model: ToyLanguageModel, context: ArrayLike<number>): Float64Array {
  const logits = new Float64Array(model.vocab);
  for (let token = 0; token < model.vocab; token++) {
    let sum = 0;
    for (let index = 0; index < context.length; index++) {
      const id = context[index] as number;
      sum += ((7 * id + 13 * token + 5 * index + 3 * id * token) % 17) - 8;
    }
    logits[token] = (model.scale * sum) / model.div + token / 1024;
  }
  for (const { pos, id, token, add } of model.bonuses) {
    if (context[pos] === id) raise(logits, token, add);
  }
  for (const { pos1, id1, pos2, id2, token, add } of model.pairs) {
    if (context[pos1] === id1 && context[pos2] === id2) raise(logits, token, add);
  }
  for (const { id, token, add } of model.cues ?? []) {
    if (Array.prototype.includes.call(context, id)) raise(logits, token, add);
  }
  return logits;
}

function raise(logits: Float64Array, token: number, add: number): void {
  logits[token] = (logits[token] as number) + add;
}
