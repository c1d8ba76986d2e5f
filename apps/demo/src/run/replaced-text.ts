import type { EvaluatedContext, StartedEvent } from '@reagent/core';
import { visibleToken } from '@reagent/report';

/** A token of a context as it was evaluated. */
export interface ReplacedPiece {
  readonly shown: string;
  /** What stood in its place; null: it is the text's own. */
  readonly original: string | null;
}

/** An evaluated context in words: the text with its substitutes, and what they did to the target. */
export interface ReplacedText {
  readonly pieces: readonly ReplacedPiece[];
  /** 0 … 1. Of a contrast: the target's share of the two. */
  readonly before: number;
  readonly after: number;
}

/** @param textOf the text of a token that was put in */
export function replacedText(
  { tokens, targets, base }: StartedEvent,
  { substitutes, scores, target }: EvaluatedContext,
  textOf: (id: number) => string,
): ReplacedText {
  const put = new Map(substitutes);
  const before = targets[0]?.position ?? tokens.length;
  return {
    pieces: tokens.slice(0, before).flatMap((token, position): ReplacedPiece[] => {
      const id = put.get(position);
      if (id === undefined && token.start === token.end) return []; // stands for no text
      if (id === undefined || id === token.id) return [{ shown: visibleToken(token.text), original: null }];
      return [{ shown: visibleToken(textOf(id)), original: visibleToken(token.text) }];
    }),
    before: Math.exp(base[target ?? 0]?.logProbability ?? -Infinity),
    after: Math.exp(scores[0]?.logProbability ?? -Infinity),
  };
}
