import type { Effect } from '@reagent/core';
import type { ComparedRow } from '@reagent/report';
import { barScale, cellNumber, effectDecimals, intervalWords, numbersOf, type BarScale } from '@reagent/report/view';
import { html, nothing, svg, type TemplateResult } from 'lit';

/** Two runs over each other: a row a piece, the first run's bar above the second's, each with its interval. */
export function overlay(rows: readonly ComparedRow[], [first, second]: readonly [string, string]): TemplateResult {
  const effects = rows.flatMap(({ a, b }) => [a.effect, b.effect]).filter((effect) => effect !== null);
  const scale = barScale(effects.flatMap(numbersOf));
  const decimals = effectDecimals(rows.flatMap(({ a, b }) => [a, b]));
  return html`<table>
    <caption class="hidden">
      Effects of both runs, strongest first
    </caption>
    <thead>
      <tr>
        <th scope="col">Piece</th>
        <th scope="col">${first}</th>
        <th scope="col">${second}</th>
        <th scope="col"><span class="hidden">Bars</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ label, a, b }) =>
          html`<tr>
            <th scope="row">${label}</th>
            ${[a, b].map(
              (cell) =>
                html`<td>
                  ${cellNumber(cell, 'effect', decimals)}
                  <span class="quiet interval"
                    >${cell.effect === null ? '' : intervalWords(cell.effect, decimals)}</span
                  >
                </td>`,
            )}
            <td class="bars">
              <svg viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                ${bar(a.effect, scale, 2, '')} ${bar(b.effect, scale, 22, 'second')}
                <path class="zero" d=${`M${at(scale, 0)} 0V40`} />
              </svg>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function bar(effect: Effect | null, scale: BarScale, top: number, name: string): TemplateResult | typeof nothing {
  if (effect === null) return nothing;
  const { estimate, low, high } = effect;
  const [zero, end] = [at(scale, 0), at(scale, estimate)];
  const middle = top + 8;
  const whisker =
    low === null || high === null
      ? null
      : `M${at(scale, low)} ${middle}H${at(scale, high)}M${at(scale, low)} ${middle - 4}v8M${at(scale, high)} ${middle - 4}v8`;
  return svg`<rect class="${estimate < 0 ? 'against' : 'for'} ${name}" x=${Math.min(zero, end)} y=${top}
      width=${Math.max(2, Math.abs(end - zero))} height="16" />
    ${whisker === null ? nothing : svg`<path class="halo" d=${whisker} /><path d=${whisker} />`}`;
}

/** Per mille of the cell's width. */
function at(scale: BarScale, value: number): number {
  return Math.round(1000 * scale.place(value));
}
