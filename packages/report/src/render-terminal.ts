import type { AttributionResult } from '@reagent/core';
import { answerSection } from './answer-section.ts';
import { effectNotes, effectRows } from './effect-section.ts';
import { facts } from './facts.ts';
import type { Cell } from './glyphs.ts';
import { importanceNotes, importanceRows } from './importance-section.ts';
import { legend } from './legend.ts';
import { markedText } from './marked-text.ts';
import { palette, type Palette } from './palette.ts';
import { standOut } from './stand-out.ts';
import { table } from './table.ts';
import { attributionView } from './view/attribution-view.ts';
import type { Granularity } from './view/granularity.ts';
import { headlineCells } from './view/view-cells.ts';

export interface TerminalOptions {
  /** Whether escape sequences for colour may be used; nothing is lost without. */
  readonly colour: boolean;
  /** Columns of the terminal; at least 40 are used. */
  readonly width: number;
  /** `effect`: signed, with intervals; `importance`: the recursion's shares. */
  readonly show: 'effect' | 'importance';
  /** Default `token`. */
  readonly granularity?: Granularity;
  /** Rows of the table. Default 5. */
  readonly top?: number;
}

/**
 * A result as text for a terminal: the context with its strongest tokens marked, the target, a table of the strongest
 * tokens, and a line of facts; of several targets a line each. Ends with a newline. Whatever the tokens hold, the only control characters in it are
 * newlines and, with `colour`, colour sequences.
 */
export function renderTerminal(result: AttributionResult, options: TerminalOptions): string {
  const width = Math.max(40, options.width);
  const colours = palette(options.colour);
  const shown =
    result.targets.length > 1
      ? answerSection(result, { ...options, width }, colours)
      : section(result, 0, { ...options, width }, colours);
  const last = facts(result, width).flatMap((line) => markedText([quiet(line)], width, colours));
  return `${[shown, last].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(result: AttributionResult, target: number, options: TerminalOptions, colours: Palette): string[] {
  const { width, show, granularity = 'token', top = 5 } = options;
  const view = attributionView(result, granularity);
  const rows = show === 'effect' ? effectRows(view, target, top) : importanceRows(view, target, top);
  const notes = show === 'effect' ? effectNotes(result, target) : importanceNotes(result, target);
  return [
    ...markedText(headlineCells(view, target, show), width, colours),
    ...markedText([quiet(legend(view, target, show))], width, colours),
    '',
    ...(rows.length === 0 ? [] : [...table(rows, width, colours), '']),
    ...[...standOut(result, target), ...notes].flatMap((note) => markedText([quiet(note)], width, colours)),
  ];
}

function quiet(text: string): Cell {
  return { text, strength: 0, style: 'quiet' };
}
