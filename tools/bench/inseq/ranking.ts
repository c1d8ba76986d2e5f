import type { Item } from '../../study/items.ts';
import { largest } from '../../study/reference.ts';
import type { OwnAnswer } from './requests.ts';

export interface Hits {
  readonly two: number;
  readonly three: number;
}

const nothing: Hits = { two: 0, three: 0 };

/**
 * 1 where the item's known cause is among the best two and three tokens, else 0. Special tokens are left out of the
 * ranking on both sides. A token without a score has no rank: where all are so, the cause is missed.
 */
export function hitsOf(item: Item, tokens: OwnAnswer['tokens'], scores: readonly (number | null)[]): Hits {
  if (scores.length !== tokens.length) return nothing;
  const ranked = tokens.flatMap(({ special }, position) =>
    special || scores[position] === null ? [] : [{ position, score: scores[position] as number }],
  );
  const best = largest(
    ranked.map(({ score }) => score),
    3,
  ).map((index) => tokens[ranked[index]?.position as number]);
  const hit = (count: number): number =>
    Number(best.slice(0, count).some((token) => token !== undefined && overlaps(token, item.antecedent)));
  return { two: hit(2), three: hit(3) };
}

function overlaps(token: { readonly start: number; readonly end: number }, span: Item['antecedent']): boolean {
  return token.start < span.end && token.end > span.start;
}
