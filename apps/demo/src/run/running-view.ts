import { markClass } from '@reagent/attribution-element';
import type { StartedEvent } from '@reagent/core';
import { quotedToken, visibleToken } from '@reagent/report';
import type { AttributionView } from '@reagent/report/view';
import { html, nothing, type TemplateResult } from 'lit';
import { percentWords } from '../own-text/next-tokens.ts';
import { interimView } from './interim.ts';
import { costWords, criterionWords } from './progress-words.ts';
import { replacedText, type ReplacedText } from './replaced-text.ts';
import type { RunLook, RunState } from './run-state.ts';

/** A run while it goes on: the text with its marks so far, the last text that was tried, the criterion, and the cost. */
export function runningView({ started, look, texts }: RunState): TemplateResult | typeof nothing {
  if (started === null) return nothing;
  if (look === null) return html`<p class="live marked quiet">${visibleToken(started.text)}</p>`;
  const view = interimView(started, look);
  const label = view.columns[0]?.label ?? '';
  return html`${liveText(view, label)} ${strip(started, look, texts)}
    <p class="criterion">${criterionWords(view, look)}</p>
    <p class="cost">${costWords(started, look)}</p>
    ${
      started.maxEvaluations === null
        ? nothing
        : html`<progress aria-label="Evaluations" max=${started.maxEvaluations} .value=${look.evaluations}></progress>`
    }`;
}

/** The colours so far: what they say is read out at the end. */
function liveText({ rows, pieces, columns }: AttributionView, label: string): TemplateResult {
  const cells = columns[0]?.cells ?? [];
  const marked = pieces.map(({ row, shown, endsLine }) => {
    const [unit, cell] = [rows[row], cells[row]];
    if (unit === undefined || cell?.before !== true || unit.textless) return nothing;
    const body = shown.trim();
    const start = shown.indexOf(body);
    const mark = html`<span class="unit ${markClass(cell.strength.effect)}" data-row=${row}>${body}</span>`;
    return html`${shown.slice(0, start)}${mark}${shown.slice(start + body.length)}${endsLine ? html`<br />` : nothing}`;
  });
  return html`<p class="live" role="img" aria-label="The text, with marks that still change">
    <span class="marked">${marked}</span><span class="quiet"> → </span><strong class="marked">${label}</strong>
  </p>`;
}

function strip(
  started: StartedEvent,
  { latest, step }: RunLook,
  texts: RunState['texts'],
): TemplateResult | typeof nothing {
  if (latest === null) return nothing;
  const text = replacedText(started, latest, (id) => texts[id] ?? '');
  const what =
    step === 0 ? 'Every piece was replaced alone, the last one' : `Step ${step}, the last text that was tried`;
  return html`<div class="strip">
    <p class="quiet">${what}:</p>
    <p class="tried">${tried(text)}</p>
    <p>${changeWords(started, text)}</p>
  </div>`;
}

function tried({ pieces }: ReplacedText): TemplateResult[] {
  return pieces.map(({ shown, original }) => {
    if (original === null) return html`${shown}`;
    const body = shown.trimStart();
    const space = shown.slice(0, shown.length - body.length);
    return html`${space}<ins>${body === '' ? '␣' : body}</ins>`;
  });
}

function changeWords({ targets }: StartedEvent, { before, after }: ReplacedText): TemplateResult {
  const [target] = targets;
  const name = quotedToken(target?.text ?? '');
  const other = target?.insteadOf ?? null;
  const what = other === null ? `Probability of ${name}` : `Of ${name} and ${quotedToken(other.text)}, ${name} has`;
  return html`${what}: before <strong>${percentWords(before)}</strong>, now <strong>${percentWords(after)}</strong>`;
}
