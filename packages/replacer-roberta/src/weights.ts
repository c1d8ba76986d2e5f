import type { Proposals, WeightedTokens } from '@reagent/core';

/**
 * p^(1/temperature) of the legal tokens, scaled so that the largest is 1: however sure the model is of the original
 * token, nothing is lost to underflow. 0 for the others.
 */
export function weightsOf(
  { tokens, logProbabilities }: Proposals,
  temperature: number,
  isLegal: (token: number) => boolean,
): WeightedTokens {
  const exponents = Float64Array.from(logProbabilities, (logProbability, index) =>
    isLegal(tokens[index] as number) ? logProbability / temperature : -Infinity,
  );
  const largest = exponents.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = exponents.map((exponent) => (exponent === -Infinity ? 0 : Math.exp(exponent - largest)));
  return { tokens, weights };
}
