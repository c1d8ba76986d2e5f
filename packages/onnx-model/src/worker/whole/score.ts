import type { ScoreAnswer, ScoreTask } from '../../protocol.ts';
import { askedRows } from '../asked-rows.ts';
import { eachPosition } from './each-position.ts';
import { logOdds, logProbability, rankOf, summarise, throwIfNotNumbers } from './scoring.ts';
import type { Session } from './session.ts';

/** What one row asks for, and where its answers go. */
interface Asked {
  readonly tokens: Int32Array;
  /** First place in the lists of one value a token. */
  readonly offset: number;
  /** Place in the list of distributions. */
  readonly query: number;
}

/** Answers in the order that `Scores` promises. */
export async function score(session: Session, task: ScoreTask, width: number): Promise<ScoreAnswer> {
  const plan = planOf(task);
  const answer: ScoreAnswer = {
    logProbabilities: new Float64Array(plan.values),
    logOdds: new Float64Array(plan.values),
    withinTopK: task.topK === null ? null : new Uint8Array(plan.values),
    ranks: task.rank ? new Int32Array(plan.values) : null,
    distributions: task.distribution ? new Float64Array(plan.queries * width) : null,
    attentions: null,
  };
  await eachPosition(
    session,
    task,
    plan.positions,
    (row, position, logits) => {
      for (const asked of plan.asked(row, position)) fill(answer, asked, logits, task.topK);
    },
    { width },
  );
  return answer;
}

function fill(answer: ScoreAnswer, asked: Asked, logits: Float32Array, topK: number | null): void {
  const summary = summarise(logits);
  throwIfNotNumbers(summary);
  asked.tokens.forEach((token, index) => {
    const place = asked.offset + index;
    answer.logProbabilities[place] = logProbability(logits, token, summary);
    answer.logOdds[place] = logOdds(logits, token, summary);
    if (answer.ranks === null && topK === null) return;
    const rank = rankOf(logits, token);
    if (answer.ranks !== null) answer.ranks[place] = rank;
    if (answer.withinTopK !== null && topK !== null) answer.withinTopK[place] = rank < topK ? 1 : 0;
  });
  if (answer.distributions === null) return;
  const start = asked.query * logits.length;
  for (let token = 0; token < logits.length; token++) {
    answer.distributions[start + token] = logProbability(logits, token, summary);
  }
}

interface Plan {
  readonly values: number;
  readonly queries: number;
  /** 0-based positions of the logits, ascending: a query's position is the number of tokens before. */
  readonly positions: readonly number[];
  asked(row: number, position: number): readonly Asked[];
}

function planOf(task: ScoreTask): Plan {
  const byRow = new Map<number, { readonly position: number; readonly asked: Asked }[]>();
  const positions = new Set<number>();
  let values = 0;
  let queries = 0;
  for (const { row, position, tokens } of askedRows(task)) {
    const entries = byRow.get(row) ?? [];
    entries.push({ position, asked: { tokens, offset: values, query: queries++ } });
    byRow.set(row, entries);
    positions.add(position);
    values += tokens.length;
  }
  return {
    values,
    queries,
    positions: [...positions].sort((a, b) => a - b),
    asked: (row, position) =>
      (byRow.get(row) ?? []).filter((entry) => entry.position === position).map((entry) => entry.asked),
  };
}
