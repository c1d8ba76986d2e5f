/** How far a run has come, and what would end it. */
export interface Advance {
  readonly evaluations: number;
  readonly maxEvaluations: number | null;
  readonly step: number;
  readonly maxSteps: number | null;
  /** Since the first evaluation. */
  readonly seconds: number;
}

/** 0 … 1: towards the nearer limit; 0 where there is none. */
export function doneShare({ evaluations, maxEvaluations, step, maxSteps }: Advance): number {
  const shares = [maxEvaluations === null ? 0 : evaluations / maxEvaluations, maxSteps === null ? 0 : step / maxSteps];
  return Math.min(1, Math.max(...shares));
}

/** `120 of 200 evaluations · 95/s · at most 1 s left`: a run that converges ends earlier. */
export function progressWords(advance: Advance): string {
  const { evaluations, maxEvaluations, seconds } = advance;
  const share = doneShare(advance);
  const words = [`${evaluations}${maxEvaluations === null ? '' : ` of ${maxEvaluations}`} evaluations`];
  if (seconds > 0) words.push(`${Math.round(evaluations / seconds)}/s`);
  if (seconds > 0 && share > 0) words.push(`at most ${durationWords((seconds / share) * (1 - share))} left`);
  return words.join(' · ');
}

/** `2 min 5 s`, rounded up. */
export function durationWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
