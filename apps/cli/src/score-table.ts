import type { Rank } from '@reagent/core';
import { quotedToken, visibleToken } from '@reagent/report';
import type { NextTokenScores } from './next-token-scores.ts';

const header = ['rank', 'id', 'log p', 'p'];

/**
 * A table for people, one line a token. Numbers are rounded: JSON has all their digits.
 * @param text the context as text
 */
export function scoreTable({ model, context, tokens }: NextTokenScores, text: string): string {
  const cells = tokens.map(({ rank, id, logProb, probability, upperBound }) => {
    const most = upperBound === true ? '≤ ' : '';
    return [
      rankWord(rank),
      String(id),
      most + (logProb === null ? '-∞' : logProb.toPrecision(5)),
      most + shortProbability(probability),
    ];
  });
  const widths = header.map((title, column) =>
    Math.max(...[header, ...cells].map((row) => row[column]?.length ?? title.length)),
  );
  const line = (row: readonly string[], last: string): string =>
    `  ${row.map((cell, column) => cell.padStart(widths[column] as number)).join('  ')}  ${last}`;
  return [
    `${visibleToken(text)} → (${context.length} token${context.length === 1 ? '' : 's'}, ${visibleToken(model)})`,
    line(header, 'token'),
    ...cells.map((row, index) => line(row, quotedToken(tokens[index]?.text ?? ''))),
    '',
  ].join('\n');
}

function rankWord(rank: Rank): string {
  if (rank === null) return '?';
  return typeof rank === 'number' ? String(rank) : `≥ ${rank.atLeast}`;
}

/** Never rounded to the certain or the impossible. */
function shortProbability(value: number): string {
  if (value > 0.99995 && value < 1) return '> 0.9999';
  return value > 0 && value < 0.001 ? value.toExponential(2) : value.toFixed(4);
}
