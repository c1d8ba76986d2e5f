import type { ResultToken } from '@reagent/core';
import type { Cell } from './glyphs.ts';
import type { Strength } from './strength.ts';
import { visibleToken } from './visible-token.ts';

/**
 * The context as cells: one a token; tokens that share a character (a character cut across tokens) are one, with the
 * strongest of their marks. What a chat template wrote is quiet. Tokens that stand for no text, such as a start token, are shown only if they have a mark.
 */
export function contextCells(text: string, tokens: readonly ResultToken[], strengths: readonly Strength[]): Cell[] {
  const cells: Cell[] = [];
  let shown = 0;
  tokens.forEach((token, index) => {
    const strength = strengths[index] ?? 0;
    if (token.start === token.end) {
      if (strength !== 0) cells.push({ text: visibleToken(token.text), strength, style: 'token' });
      return;
    }
    const last = cells.at(-1);
    if (token.end <= shown && last !== undefined) {
      if (Math.abs(strength) > Math.abs(last.strength)) cells[cells.length - 1] = { ...last, strength };
      return;
    }
    cells.push(cellOf(text.slice(Math.max(token.start, shown), token.end), strength, token.template));
    shown = token.end;
  });
  return cells;
}

function cellOf(text: string, strength: Strength, template: boolean): Cell {
  const style = template ? 'quiet' : 'token';
  return { text: visibleToken(text), strength, style, endsLine: text.endsWith('\n') };
}
