import { ordinal } from '../numbers.ts';
import { quotedToken } from '../visible-token.ts';

/** Names for tables and sentences: in quotes; where there are several of one text, which one. */
export function unitLabels(texts: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const text of texts) count.set(text, (count.get(text) ?? 0) + 1);
  const seen = new Map<string, number>();
  return texts.map((text) => {
    if (count.get(text) === 1) return quotedToken(text);
    const place = (seen.get(text) ?? 0) + 1;
    seen.set(text, place);
    return `${quotedToken(text)} ${ordinal(place)}`;
  });
}
