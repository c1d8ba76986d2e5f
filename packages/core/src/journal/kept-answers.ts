import { readAnswerLine, type AnswerLine } from './answer-line.ts';
import { writeExactJson } from './exact-json.ts';
import type { TokenScore } from '../driver/checked-scores.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { Journal } from '../interfaces/journal.ts';
import type { JsonObject } from '../interfaces/json.ts';
import { jsonDifferences } from './json-differences.ts';

/** Says what wrote the journal; a change of its lines is another format. */
const format = 'reagent/journal/1';

/** The answers of a run, those that its journal has and those that are added to it. */
export interface KeptAnswers {
  /**
   * Answers to the first of the rows, as far as there are any.
   * @param asked fingerprint of the questions, the same for all rows
   * @param rows fingerprint of each row
   * @returns [row][token asked for], of as many rows as are known
   * @throws ReagentError `INVALID_INPUT` if the journal goes on with other rows
   */
  take(asked: string, rows: readonly string[]): readonly (readonly TokenScore[])[];
  keep(line: AnswerLine): Promise<void>;
}

/**
 * Opens the journal of a run: a new one gets the header, one of an earlier run must have the same.
 * @param lines of the journal so far
 * @param header all that has a say in the numbers
 * @throws ReagentError `INVALID_INPUT` for what is no journal, and for one of another run with what differs
 */
export async function openAnswers(
  journal: Journal,
  [first, ...lines]: readonly string[],
  header: JsonObject,
): Promise<KeptAnswers> {
  const own = { format, ...header };
  if (first === undefined) await journal.append(JSON.stringify(own));
  else checkHeader(first, own);
  const waiting = byQuestion(lines.map(answerOf));
  return {
    take(asked, rows) {
      const queue = waiting.get(asked) ?? [];
      const known = queue.splice(0, rows.length);
      const other = known.findIndex(({ row }, index) => row !== rows[index]);
      if (other < 0) return known.map(({ scores }) => scores);
      throw new ReagentError(
        'INVALID_INPUT',
        'the journal goes on with other contexts than this run: the replacer or the criterion does something else than it did; begin a new journal',
      );
    },
    keep: async (line) => journal.append(writeExactJson(line)),
  };
}

function checkHeader(line: string, own: JsonObject): void {
  let header: unknown = null;
  try {
    header = JSON.parse(line);
  } catch {
    // said below
  }
  if (typeof header !== 'object' || header === null || !('format' in header)) throw notAJournal(1);
  const differences = jsonDifferences(own, header as JsonObject);
  if (differences.length === 0) return;
  throw new ReagentError(
    'INVALID_INPUT',
    `the journal is of another run: ${differences.join('; ')}; give what it was made with, or begin a new journal`,
  );
}

function answerOf(text: string, index: number): AnswerLine {
  const line = readAnswerLine(text);
  if (line === null) throw notAJournal(index + 2);
  return line;
}

function notAJournal(line: number): ReagentError {
  return new ReagentError('INVALID_INPUT', `the journal is damaged, or none: line ${line} is not what it must be`);
}

interface KeptRow {
  readonly row: string;
  readonly scores: readonly TokenScore[];
}

/** Rows that are asked the same come again in the same order, however they are put together into calls. */
function byQuestion(lines: readonly AnswerLine[]): Map<string, KeptRow[]> {
  const questions = new Map<string, KeptRow[]>();
  for (const { asked, rows, scores } of lines) {
    const queue = questions.get(asked) ?? [];
    questions.set(asked, queue);
    rows.forEach((row, index) => queue.push({ row, scores: scores[index] as readonly TokenScore[] }));
  }
  return questions;
}
