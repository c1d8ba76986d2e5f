/** Natural logarithms of the softmax of logits. */
export function logSoftmax(logits: Float64Array): Float64Array {
  const total = logSumExp(logits, -1);
  return logits.map((logit) => logit - total);
}

/** The token's logit minus the log-sum-exp of all others: right also where its probability rounds to 1. */
export function logOddsOf(logits: Float64Array, token: number): number {
  return (logits[token] as number) - logSumExp(logits, token);
}

/** Number of tokens with a larger logit. */
export function rankOf(logits: Float64Array, token: number): number {
  const own = logits[token] as number;
  return logits.reduce((count, logit) => count + (logit > own ? 1 : 0), 0);
}

/** The k most probable tokens, best first; ties: the lower id first. */
export function bestTokens(logits: Float64Array, k: number): number[] {
  const order = Array.from(logits.keys()).sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
  return order.slice(0, k);
}

/** @param without the token that is left out; -1: none */
function logSumExp(logits: Float64Array, without: number): number {
  const largest = logits.reduce((most, logit, token) => (token === without ? most : Math.max(most, logit)), -Infinity);
  const sum = logits.reduce((so, logit, token) => (token === without ? so : so + Math.exp(logit - largest)), 0);
  return largest + Math.log(sum);
}
