import type { Estimate, StartedEvent } from '@reagent/core';
import type { AttributionView } from '@reagent/report/view';
import { cellNumber, effectDecimals, intervalWords, mayBeNothing, ranked } from '@reagent/report/view';
import type { RunLook } from './run-state.ts';

/** `at most 200 evaluations, about 3 s`: before a run. */
export function estimateWords({ evaluations, seconds, endedBy }: Estimate): string {
  if (endedBy === 'nothing-to-replace') return 'No token of the text may be replaced.';
  if (evaluations === null || seconds === null) return 'No limit ends it.';
  return `At most ${evaluations} evaluations of the model, about ${durationWords(seconds)} here.`;
}

/** `120 of 200 evaluations · 1.2 s · at most 1 s left`: a run whose criterion is met ends earlier. */
export function costWords({ maxEvaluations }: StartedEvent, { evaluations, seconds }: RunLook): string {
  const words = [`${evaluations}${maxEvaluations === null ? '' : ` of at most ${maxEvaluations}`} evaluations`];
  words.push(`${seconds.toFixed(1)} s`);
  if (maxEvaluations !== null && seconds > 0) {
    const left = (seconds / evaluations) * (maxEvaluations - evaluations);
    words.push(`at most ${durationWords(left)} left`);
  }
  return words.join(' · ');
}

/** `2 min 5 s`, rounded up. */
export function durationWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** How the stopping criterion stands: what it waits for, and what is strongest now. */
export function criterionWords(view: AttributionView, { probes, probesRunning }: RunLook): string {
  if (probesRunning === 0) return 'Converged: what stands out is clearly apart from the rest.';
  const [first, second] = ranked(view, 0, 'effect');
  const waits = 'Not yet converged: it stops by itself when one, two or three pieces stand clearly apart from the rest';
  const running = probesRunning < probes ? ` (${probesRunning} of ${probes} probes still run)` : '';
  if (first === undefined) return `${waits}${running}.`;
  const decimals = effectDecimals([first.cell, ...(second === undefined ? [] : [second.cell])]);
  const leader = ({ row, cell }: typeof first): string =>
    [
      row.label,
      cellNumber(cell, 'effect', decimals),
      ...(cell.effect === null ? [] : [intervalWords(cell.effect, decimals)]),
      ...(cell.effect !== null && mayBeNothing(cell.effect) ? ['(may be none)'] : []),
    ]
      .filter((part) => part !== '')
      .join(' ');
  return `${waits}${running}. So far: ${leader(first)}${second === undefined ? '' : `, then ${leader(second)}`}.`;
}
