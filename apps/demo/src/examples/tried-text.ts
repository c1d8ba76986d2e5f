import type { AttributionResult, EvaluatedContext } from '@reagent/core';
import { visibleToken } from '@reagent/report/view';

/** A piece of a text that the model was asked about. */
export interface TriedPiece {
  /** Before it. */
  readonly space: string;
  readonly shown: string;
  /** It stands in for what the text says. */
  readonly isSubstitute: boolean;
}

/** A text with its substitutes in their places; what stands for no text is left out. */
export function triedPieces(
  { tokens }: AttributionResult,
  { substitutes }: EvaluatedContext,
  texts: Readonly<Record<number, string>>,
): TriedPiece[] {
  const byPosition = new Map(substitutes);
  return tokens.flatMap((token, position) => {
    const id = byPosition.get(position);
    if (id !== undefined) return [pieceOf(texts[id] ?? '', id !== token.id)];
    return token.start === token.end ? [] : [pieceOf(token.text, false)];
  });
}

/** A substitute that is nothing but space is seen all the same. */
function pieceOf(text: string, isSubstitute: boolean): TriedPiece {
  const visible = visibleToken(text);
  const body = visible.trimStart();
  const space = visible.slice(0, visible.length - body.length);
  if (isSubstitute && body === '') return { space: '', shown: '␣', isSubstitute };
  return { space, shown: body, isSubstitute };
}

/** What a text did to the target that it changed most. */
export interface Change {
  readonly target: string;
  /** Probabilities, 0 … 1: of a contrast of one token among the two. */
  readonly before: number;
  readonly after: number;
}

export function largestChange(
  { targets }: AttributionResult,
  base: readonly { readonly logProbability: number }[],
  { scores }: EvaluatedContext,
): Change | null {
  const changes = targets.flatMap(({ text, insteadOf }, index): Change[] => {
    const [before, after] = [base[index]?.logProbability, scores[index]?.logProbability];
    if (before === undefined || after === undefined) return [];
    const target = insteadOf === null ? quoted(text) : `${quoted(text)} rather than ${quoted(insteadOf.text)}`;
    return [{ target, before: Math.exp(before), after: Math.exp(after) }];
  });
  const size = ({ before, after }: Change): number => Math.abs(before - after);
  return changes.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

function quoted(text: string): string {
  return `“${visibleToken(text).trim() || visibleToken(text)}”`;
}

/** `99.5 %`, `0.02 %`: small ones keep a digit. */
export function percent(probability: number): string {
  const value = 100 * probability;
  if (value >= 10 || value === 0) return `${value.toFixed(value > 99 && value < 99.95 ? 1 : 0)} %`;
  return value < 0.01 ? 'under 0.01 %' : `${Number(value.toPrecision(1)).toString()} %`;
}
