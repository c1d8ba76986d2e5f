/** What the edited graph must say of one token, computed in float64 from a row of the whole graph's logits. */
export interface ReferenceScore {
  readonly logProbability: number;
  readonly logOdds: number;
  readonly rank: number;
}

export function referenceScore(logits: Float32Array | Float64Array, token: number): ReferenceScore {
  const own = logits[token]!;
  let rank = 0;
  for (const logit of logits) if (logit > own) rank++;
  return {
    logProbability: own - logSumExp(logits, -1),
    logOdds: own - logSumExp(logits, token),
    rank,
  };
}

function logSumExp(logits: Float32Array | Float64Array, leftOut: number): number {
  let largest = -Infinity;
  logits.forEach((logit, index) => {
    if (index !== leftOut && logit > largest) largest = logit;
  });
  let sum = 0;
  logits.forEach((logit, index) => {
    if (index !== leftOut) sum += Math.exp(logit - largest);
  });
  return largest + Math.log(sum);
}
