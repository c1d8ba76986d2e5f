import { cellWords, strengthWords, type ViewCell, type ViewPiece, type ViewRow } from '@reagent/report/view';
import { html, nothing, type TemplateResult } from 'lit';
import { markClass } from '../mark-class.ts';
import { moveFocus, onEnter } from '../roving-focus.ts';
import type { Change, Shown } from '../state.ts';

/** The text with its marks, and what it led to. */
export function markedContext(shown: Shown, change: Change): TemplateResult {
  const { view, target, show, pointed } = shown;
  const column = view.columns[target];
  if (column === undefined) return html``;
  const pieces = view.pieces.flatMap((piece) => {
    const [row, cell] = [view.rows[piece.row], column.cells[piece.row]];
    return row === undefined || cell === undefined || !shows(row, cell, show) ? [] : [{ piece, row, cell }];
  });
  const stop = pieces.some(({ piece }) => piece.row === pointed) ? pointed : pieces[0]?.piece.row;
  return html`<div class="context">
    <span
      class="units"
      role="listbox"
      aria-label=${`What stands before ${column.label}, with its ${show}`}
      @keydown=${moveFocus}
      @pointerleave=${() => change({ pointed: null })}
      >${pieces.map((each) => unit(each, shown, each.piece.row === stop && each.piece.first, change))}</span
    ><span class="arrow" aria-hidden="true"> → </span><strong class="target">${column.label}</strong>
    <span class="quiet">(${column.words})</span>
  </div>`;
}

function unit(
  { piece, row, cell }: { readonly piece: ViewPiece; readonly row: ViewRow; readonly cell: ViewCell },
  { show, pointed }: Shown,
  inTabOrder: boolean,
  change: Change,
): TemplateResult {
  const strength = cell.strength[show];
  const classes = ['unit', markClass(strength), row.template || row.pinned ? 'quiet' : '', row.answer ? 'answer' : ''];
  const words = [`${row.label}: ${cellWords(cell)}`, strengthWords(strength, show)].filter((part) => part !== '');
  const { before, body, after } = spaces(piece.shown);
  return html`${before}<span
      role="option"
      class=${classes.filter((name) => name !== '').join(' ')}
      data-row=${piece.row}
      tabindex=${inTabOrder ? 0 : -1}
      aria-selected=${piece.row === pointed}
      aria-label=${words.join(', ')}
      @focus=${() => change({ pointed: piece.row })}
      @pointerenter=${() => change({ pointed: piece.row })}
      @click=${() => change({ chosen: piece.row })}
      @keydown=${onEnter(() => change({ chosen: piece.row }))}
      >${body}</span
    >${after}${piece.endsLine ? html`<br />` : nothing}`;
}

/** Spaces at the edge of a unit have no mark; a unit of spaces alone does. */
function spaces(text: string): { readonly before: string; readonly body: string; readonly after: string } {
  const body = text.trim();
  if (body === '') return { before: '', body: text.replaceAll(' ', '␣'), after: '' };
  const start = text.indexOf(body);
  return { before: text.slice(0, start), body, after: text.slice(start + body.length) };
}

/** As in every other view: what stands for no text is shown only where it has a mark. */
function shows({ textless }: ViewRow, { before, strength }: ViewCell, show: Shown['show']): boolean {
  return before && !(textless && strength[show] === 0);
}
