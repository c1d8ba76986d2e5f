import type { TokenScore } from '../driver/checked-scores.ts';
import { readExactJson } from './exact-json.ts';

/** What the model answered in one call, a line of the journal. */
export interface AnswerLine {
  /** Fingerprint of the questions. */
  readonly asked: string;
  /** Fingerprint of each context. */
  readonly rows: readonly string[];
  /** [row][token asked for] */
  readonly scores: readonly (readonly TokenScore[])[];
}

/** Null for a text that is none. */
export function readAnswerLine(text: string): AnswerLine | null {
  try {
    const line = readExactJson(text) as Partial<AnswerLine> | null;
    return isAnswerLine(line) ? line : null;
  } catch {
    return null;
  }
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
