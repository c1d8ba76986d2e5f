import type { TopAnswer, TopTask } from '../../protocol.ts';
import { eachPosition } from './each-position.ts';
import { logProbability, summarise, throwIfNotNumbers } from './scoring.ts';
import type { Session } from './session.ts';
import { topTokens } from './top-tokens.ts';

/** The k most probable tokens at each place asked about; only those rows are read. */
export async function top(session: Session, task: TopTask, width: number): Promise<TopAnswer> {
  const { k } = task;
  const places = placesByRow(task.places);
  const count = task.places.length / 2;
  const answer = { tokens: new Int32Array(count * k), logProbabilities: new Float64Array(count * k) };
  const positions = new Set([...places.values()].flatMap((row) => [...row.keys()]));
  await eachPosition(
    session,
    task,
    [...positions].sort((a, b) => a - b),
    (row, position, logits) => {
      const asking = places.get(row)?.get(position) ?? [];
      if (asking.length === 0) return;
      const summary = summarise(logits);
      throwIfNotNumbers(summary);
      const tokens = topTokens(logits, k);
      const logProbabilities = Float64Array.from(tokens, (token) => logProbability(logits, token, summary));
      for (const place of asking) {
        answer.tokens.set(tokens, place * k);
        answer.logProbabilities.set(logProbabilities, place * k);
      }
    },
    task.rowByRow ? { width, rowsPerRun: 1 } : { width },
  );
  return answer;
}

/** row → position → the places in the answer that ask for it */
function placesByRow(places: Int32Array): Map<number, Map<number, number[]>> {
  const byRow = new Map<number, Map<number, number[]>>();
  for (let place = 0; place < places.length / 2; place++) {
    const row = places[2 * place] as number;
    const position = places[2 * place + 1] as number;
    const positions = byRow.get(row) ?? new Map<number, number[]>();
    positions.set(position, [...(positions.get(position) ?? []), place]);
    byRow.set(row, positions);
  }
  return byRow;
}
