import type { AttributionResult } from '@reagent/core';
import stringWidth from 'string-width';
import { cut } from './cut.ts';
import type { Cell } from './glyphs.ts';
import { markedText } from './marked-text.ts';
import { probability } from './numbers.ts';
import type { Palette } from './palette.ts';
import { mayBeNothing } from './strength.ts';
import { attributionView, type AttributionView } from './view/attribution-view.ts';
import { cellNumber, effectDecimals } from './view/cell-words.ts';
import type { Granularity } from './view/granularity.ts';
import type { Quantity } from './view/quantity.ts';
import { ranked } from './view/ranked.ts';
import { contextCells } from './view/view-cells.ts';
import { quotedToken } from './visible-token.ts';

const mostNames = 4;
const longestLabel = 24;
/** Of the width, for the labels. */
const labelShare = 0.3;
const gap = '  ';

/** A unit of the context with its number. */
interface Named {
  readonly label: string;
  readonly number: string;
}

export interface AnswerOptions {
  readonly show: Quantity;
  readonly granularity?: Granularity;
  readonly width: number;
  /** Units for each target, as far as a line holds them. */
  readonly top?: number;
}

/** Several targets, a line each: what the model thought of it, and the units that speak most for or against it. */
export function answerSection(result: AttributionResult, options: AnswerOptions, palette: Palette): string[] {
  const { show, granularity = 'token', width, top = mostNames } = options;
  const view = attributionView(result, granularity);
  const longest = Math.min(longestLabel, Math.floor(labelShare * width));
  const labels = view.columns.map(({ label }) => cut(label, longest));
  const chances = result.targets.map((target) => probability(target.probability));
  const [labelWidth, chanceWidth] = [widest(labels), widest(chances)];
  const lines = labels.map((label, index) => {
    const start = `  ${padded(label, labelWidth)}${gap}${padded(chances[index] ?? '', chanceWidth)}${gap}`;
    const room = width - stringWidth(start);
    const named = fitting(strongest(view, index, show, top), room);
    return `  ${palette.target(padded(label, labelWidth))}${start.slice(2 + padded(label, labelWidth).length)}${named}`;
  });
  return [
    ...markedText(headline(result, view), width, palette),
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
    ...notes(show).flatMap((note) => markedText([{ text: note, strength: 0, style: 'quiet' }], width, palette)),
  ];
}

/** Without marks: each target has its own. */
function headline({ targets }: AttributionResult, view: AttributionView): Cell[] {
  return [
    ...contextCells(view, 0, 'effect').map((cell) => ({ ...cell, strength: 0 }) as const),
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

function strongest(view: AttributionView, target: number, show: Quantity, top: number): Named[] {
  const apart = ranked(view, target, show).filter(
    ({ cell: { effect } }) => show === 'importance' || (effect !== null && !mayBeNothing(effect)),
  );
  if (apart.length === 0) return [{ label: 'none stands out', number: '' }];
  const named = apart.slice(0, top);
  const decimals = effectDecimals(named.map(({ cell }) => cell));
  return named.map(({ row, cell }) => ({ label: row.label, number: ` ${cellNumber(cell, show, decimals)}` }));
}

/** As many as a line holds; of the first the number is always there. */
function fitting(names: readonly Named[], room: number): string {
  return names.reduce((line, { label, number }) => {
    if (line === '') return `${cut(label, room - number.length)}${number}`;
    const longer = `${line} · ${label}${number}`;
    return stringWidth(longer) <= room ? longer : line;
  }, '');
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => stringWidth(text)));
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
