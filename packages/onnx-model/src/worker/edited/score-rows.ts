import type { Answers } from '@reagent/onnx-graph';
import type { ScoreAnswer, ScoreTask } from '../../protocol.ts';
import { askedRows, type AskedRow } from '../asked-rows.ts';
import { rowsBetween } from '../feeds.ts';
import { throwIfNotNumbers } from './checked-answers.ts';
import type { EditedSession } from './edited-session.ts';
import { inParts } from './in-parts.ts';

/** Answers in the order that `Scores` promises: usually of one run. */
export async function scoreRows(session: EditedSession, task: ScoreTask, vocabulary: number): Promise<ScoreAnswer> {
  const asked = askedRows(task);
  const values = asked.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const answer = {
    logProbabilities: new Float64Array(values),
    logOdds: new Float64Array(values),
    withinTopK: task.topK === null ? null : new Uint8Array(values),
    ranks: task.rank ? new Int32Array(values) : null,
    distributions: task.distribution ? new Float64Array(asked.length * vocabulary) : null,
    attentions: null as Float32Array | null,
  };
  let row = 0;
  let value = 0;
  for (const part of inParts(asked, vocabulary, true)) {
    const found = await run(session, task, part);
    fillValues(answer, found, value, task.topK);
    answer.distributions?.set(found.distributions as Float64Array, row * vocabulary);
    if (task.attentions) answer.attentions = withAttentions(answer.attentions, found, task.rows, part);
    row += part.length;
    value += found.logOdds?.length ?? 0;
  }
  return answer;
}

async function run(session: EditedSession, task: ScoreTask, part: readonly AskedRow[]): Promise<Answers> {
  const { first, end } = bounds(part);
  const size = task.length * (session.embeddingSize ?? 0);
  const answers = await session.run(
    rowsBetween(task, first, end),
    {
      rows: part.map(({ row, position }) => [row - first, position]),
      tokens: part.map(({ tokens }) => tokens),
      distributionRows: task.distribution ? part.map((_, index) => index) : [],
    },
    { mask: task.embeddingMask?.subarray(first * size, end * size) ?? null, attentions: task.attentions },
  );
  throwIfNotNumbers(answers.logProbabilities);
  return answers;
}

function fillValues(
  answer: Omit<ScoreAnswer, 'distributions' | 'attentions'>,
  { logProbabilities, logOdds, ranks }: Answers,
  offset: number,
  topK: number | null,
): void {
  (logOdds as Float64Array).forEach((odds, index) => {
    const place = offset + index;
    const rank = (ranks as Int32Array)[index] as number;
    answer.logOdds[place] = odds;
    answer.logProbabilities[place] = Math.min(0, (logProbabilities as Float64Array)[index] as number);
    if (answer.ranks !== null) answer.ranks[place] = rank;
    if (answer.withinTopK !== null && topK !== null) answer.withinTopK[place] = rank < topK ? 1 : 0;
  });
}

/** [row][layer][head][position][position], out of [layer]: [row of the part][head][position][position] */
function withAttentions(
  before: Float32Array | null,
  { attentions }: Answers,
  rows: number,
  part: readonly AskedRow[],
): Float32Array {
  const { first, end } = bounds(part);
  const size = (attentions[0]?.length ?? 0) / (end - first);
  const all = before ?? new Float32Array(rows * attentions.length * size);
  for (let row = first; row < end; row++) {
    attentions.forEach((layer, index) => {
      const own = layer.subarray((row - first) * size, (row - first + 1) * size);
      all.set(own, (row * attentions.length + index) * size);
    });
  }
  return all;
}

function bounds(part: readonly AskedRow[]): { readonly first: number; readonly end: number } {
  return { first: (part[0] as AskedRow).row, end: (part.at(-1) as AskedRow).row + 1 };
}
