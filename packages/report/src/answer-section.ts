import type { AttributionResult } from '@reagent/core';
import stringWidth from 'string-width';
import { contextCells } from './context-cells.ts';
import type { Cell } from './glyphs.ts';
import { markedText } from './marked-text.ts';
import { decimalsFor, probability, signed } from './numbers.ts';
import type { Palette } from './palette.ts';
import { mayBeNothing } from './strength.ts';
import { tokenLabel } from './token-label.ts';
import { quotedToken } from './visible-token.ts';

const mostNames = 4;
const longestLabel = 24;
/** Of the width, for the labels. */
const labelShare = 0.3;
const gap = '  ';

/** A token of the context with its number. */
interface Named {
  readonly label: string;
  readonly number: string;
}

/** Several targets, a line each: what the model thought of it, and the tokens that speak most for or against it. */
export function answerSection(
  result: AttributionResult,
  show: 'effect' | 'importance',
  width: number,
  palette: Palette,
): string[] {
  const longest = Math.min(longestLabel, Math.floor(labelShare * width));
  const labels = result.targets.map((target) => ended(quotedToken(target.text), longest));
  const chances = result.targets.map((target) => probability(target.probability));
  const [labelWidth, chanceWidth] = [widest(labels), widest(chances)];
  const lines = labels.map((label, index) => {
    const start = `  ${padded(label, labelWidth)}${gap}${padded(chances[index] ?? '', chanceWidth)}${gap}`;
    const room = width - stringWidth(start);
    const named = fitting(show === 'effect' ? effects(result, index) : shares(result, index), room);
    return `  ${palette.target(padded(label, labelWidth))}${start.slice(2 + padded(label, labelWidth).length)}${named}`;
  });
  return [
    ...markedText(headline(result), width, palette),
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
    ...notes(show).flatMap((note) => markedText([{ text: note, strength: 0, style: 'quiet' }], width, palette)),
  ];
}

function headline(result: AttributionResult): Cell[] {
  const { text, tokens, targets } = result;
  return [
    ...contextCells(text, tokens.slice(0, targets[0]?.position), []),
    { text: ' → ', strength: 0, style: 'quiet' },
    { text: quotedToken(targets.map((target) => target.text).join('')), strength: 0, style: 'target' },
  ];
}

function notes(show: 'effect' | 'importance'): string[] {
  return show === 'effect'
    ? [
        'Numbers: the log-odds that the token on the left loses when the named one is replaced (0.7 halves its odds); ' +
          'strongest first, without those whose 95 % interval holds 0.',
      ]
    : ['Numbers: the named token’s share of the importance that the recursion found for the token on the left.'];
}

function effects(result: AttributionResult, target: number): Named[] {
  const known = (result.effect[target] ?? []).flatMap((effect, index) =>
    effect === null || mayBeNothing(effect) ? [] : [{ index, estimate: effect.estimate }],
  );
  if (known.length === 0) return [{ label: 'none stands out', number: '' }];
  const strongest = known.sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate)).slice(0, mostNames);
  const decimals = decimalsFor(Math.abs(strongest[0]?.estimate ?? 0));
  return strongest.map(({ index, estimate }) => ({
    label: tokenLabel(result, index),
    number: ` ${signed(estimate, decimals)}`,
  }));
}

function shares(result: AttributionResult, target: number): Named[] {
  return (result.importance[target] ?? [])
    .map((share, index) => ({ share, index }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, mostNames)
    .map(({ share, index }) => ({ label: tokenLabel(result, index), number: ` ${(100 * share).toFixed(1)} %` }));
}

/** As many as a line holds; of the first the number is always there. */
function fitting(names: readonly Named[], room: number): string {
  return names.reduce((line, { label, number }) => {
    if (line === '') return `${ended(label, room - number.length)}${number}`;
    const longer = `${line} · ${label}${number}`;
    return stringWidth(longer) <= room ? longer : line;
  }, '');
}

/** At most `width` columns. */
function ended(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const glyphs = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  let shown = '';
  for (const glyph of glyphs) {
    if (stringWidth(shown + glyph) > width - 1) break;
    shown += glyph;
  }
  return `${shown}…`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => stringWidth(text)));
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
