import type { TokenScore } from '../driver/checked-scores.ts';

/** What the model answered in one call, a line of the journal. */
export interface AnswerLine {
  /** Fingerprint of the questions. */
  readonly asked: string;
  /** Fingerprint of each context. */
  readonly rows: readonly string[];
  /** [row][token asked for] */
  readonly scores: readonly (readonly TokenScore[])[];
}

/** Every bit of a number comes back: JSON has neither infinities nor a negative zero, so these are texts. */
export function writeAnswerLine(line: AnswerLine): string {
  return JSON.stringify(line, (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? numberText(value) : value,
  );
}

/** Null for a line that is none. */
export function readAnswerLine(text: string): AnswerLine | null {
  let line: Partial<AnswerLine> | null;
  try {
    line = JSON.parse(text, (_, value: unknown) =>
      value === '-0' || value === '-Infinity' || value === 'Infinity' ? Number(value) : value,
    ) as Partial<AnswerLine> | null;
  } catch {
    return null;
  }
  return isAnswerLine(line) ? line : null;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function isAnswerLine(line: Partial<AnswerLine> | null): line is AnswerLine {
  if (typeof line !== 'object' || line === null) return false;
  const { asked, rows, scores } = line;
  return (
    typeof asked === 'string' &&
    Array.isArray(rows) &&
    rows.every((row) => typeof row === 'string') &&
    Array.isArray(scores) &&
    scores.length === rows.length &&
    scores.every((row) => Array.isArray(row) && row.every(isTokenScore))
  );
}

function isTokenScore(score: Partial<TokenScore> | null): boolean {
  return (
    typeof score === 'object' &&
    typeof score?.logProbability === 'number' &&
    typeof score.logOdds === 'number' &&
    typeof score.bound === 'boolean' &&
    typeof score.clamped === 'boolean'
  );
}
