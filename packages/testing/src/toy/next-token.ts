/** Natural logarithms of the softmax of logits. */
export function logSoftmax(logits: Float64Array): Float64Array {
  const largest = logits.reduce((best, logit) => Math.max(best, logit), -Infinity);
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return logits.map((logit) => logit - largest - logSum);
}

/** The token's logit minus the log-sum-exp of all others: right also where its probability rounds to 1. */
export function logOddsOf(logits: Float64Array, token: number): number {
  let largest = -Infinity;
  logits.forEach((logit, other) => {
    if (other !== token) largest = Math.max(largest, logit);
  });
  let sum = 0;
  logits.forEach((logit, other) => {
    if (other !== token) sum += Math.exp(logit - largest);
  });
  return (logits[token] as number) - (largest + Math.log(sum));
}

/** Number of tokens with a larger logit. */
export function rankOf(logits: Float64Array, token: number): number {
  const own = logits[token] as number;
  return logits.reduce((count, logit) => count + (logit > own ? 1 : 0), 0);
}

/** All tokens, the most probable first; ties: the lower id first. */
export function tokensByLogit(logits: Float64Array): number[] {
  return Array.from(logits.keys()).sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
}
