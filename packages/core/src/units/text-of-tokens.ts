import type { TextSpan } from '../interfaces/tokenizer.ts';

/** What tokens show of a text, in order; stretches that are not neighbours have … between them. */
export function textOfTokens(text: string, spans: readonly TextSpan[], positions: readonly number[]): string {
  return stretches(spans, positions)
    .map(({ start, end }, index) => (index === 0 ? text.slice(start, end) : text.slice(start, end).trimStart()))
    .join(' … ');
}

/** Where they stand; neighbours in one. Tokens that stand for no text stand nowhere. */
export function stretches(spans: readonly TextSpan[], positions: readonly number[]): TextSpan[] {
  const found: TextSpan[] = [];
  for (const position of positions) {
    const { start, end } = spans[position] ?? { start: 0, end: 0 };
    if (start === end) continue;
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found;
}
