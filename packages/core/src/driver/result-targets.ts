import type { Rank, ResultPrediction, ResultTarget } from '../interfaces/result.ts';
import type { TokenScore } from './checked-scores.ts';
import type { BaseScore } from './base-scores.ts';
import type { Run } from './run.ts';

/**
 * The targets as a result shows them.
 * @param converged [target] whether a criterion was met for it; absent before the end of the run
 */
export function resultTargets(run: Run, converged: readonly boolean[] = []): ResultTarget[] {
  const { tokenizer } = run.options.backend;
  return run.targets.map(({ position, tokens, insteadOf }, index) => {
    const { score, tokens: scores } = run.base[index] as BaseScore;
    const asked = [...tokens, ...(insteadOf === null ? [] : [insteadOf])];
    const predictions = asked.map((id, at) => predictionOf(run, id, scores[at] as TokenScore));
    const [first] = predictions as [ResultPrediction];
    const isSpan = tokens.length > 1;
    return {
      id: first.id,
      text: isSpan ? tokenizer.decode(tokens) : first.text,
      position,
      probability: isSpan ? Math.exp(score.logProbability) : first.probability,
      rank: isSpan ? null : first.rank,
      span: isSpan ? predictions : null,
      insteadOf: insteadOf === null ? null : (predictions.at(-1) as ResultPrediction),
      converged: converged[index] ?? null,
    };
  });
}

function predictionOf(run: Run, id: number, score: TokenScore): ResultPrediction {
  const { tokenizer } = run.options.backend;
  return { id, text: tokenizer.decode([id]), probability: Math.exp(score.logProbability), rank: rankOf(run, score) };
}

function rankOf(run: Run, { rank, withinTopK }: TokenScore): Rank {
  const { supports } = run.options.backend;
  const outside = supports.rank === 'topK' && withinTopK === false;
  return rank ?? (outside ? { atLeast: supports.maxTopK } : null);
}
