import type { Backend } from '@reagent/core';
import { visibleSpaces } from './live-tokens.ts';

/** A token that the model may say next. */
export interface NextToken {
  readonly id: number;
  readonly shown: string;
  /** 0 … 1; null: it is not among the most probable. */
  readonly probability: number | null;
}

/** How many are shown. */
const shownTokens = 8;

/** The most probable next tokens of a text, most probable first. */
export async function nextTokens(backend: Backend, text: string, signal: AbortSignal): Promise<NextToken[]> {
  const { tokenizer } = backend;
  const k = Math.min(shownTokens, tokenizer.vocabularySize);
  const predictions = await backend.predict({ context: tokenizer.encode(text).ids, k, signal });
  return predictions.map(({ token, logProbability }) => ({
    id: token,
    shown: visibleSpaces(tokenizer.decode([token])),
    probability: Math.exp(logProbability),
  }));
}

/** `61 %`, never rounded to the certain or the impossible. */
export function percentWords(probability: number): string {
  const percent = 100 * probability;
  if (percent > 99.95 && probability < 1) return 'over 99.9 %';
  if (percent < 0.1 && probability > 0) return 'under 0.1 %';
  const nearAnEnd = percent < 10 || (percent > 99 && percent < 100);
  return `${percent.toFixed(nearAnEnd ? 1 : 0)} %`;
}
