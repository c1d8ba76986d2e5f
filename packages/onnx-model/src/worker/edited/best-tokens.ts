import type { TopAnswer, TopTask } from '../../protocol.ts';
import { rowsBetween } from '../feeds.ts';
import { throwIfNotNumbers } from './checked-answers.ts';
import type { EditedSession } from './edited-session.ts';
import { inParts } from './in-parts.ts';

interface Place {
  /** In the list of places. */
  readonly place: number;
  readonly row: number;
  readonly position: number;
  readonly tokens: readonly [];
}

/** The k most probable tokens at each place asked about. */
export async function bestTokens(session: EditedSession, task: TopTask, vocabulary: number): Promise<TopAnswer> {
  const { k } = task;
  const places = placesOf(task.places);
  const answer = { tokens: new Int32Array(places.length * k), logProbabilities: new Float64Array(places.length * k) };
  for (const group of task.rowByRow ? byRow(places) : [places]) {
    for (const part of inParts(group, vocabulary, false)) {
      const first = Math.min(...part.map(({ row }) => row));
      const rows = rowsBetween(task, first, Math.max(...part.map(({ row }) => row)) + 1);
      const found = await session.run(rows, {
        rows: part.map(({ row, position }) => [row - first, position]),
        bestCount: k,
      });
      throwIfNotNumbers(found.bestLogProbabilities);
      part.forEach(({ place }, index) => {
        answer.tokens.set(found.bestIds!.subarray(index * k, (index + 1) * k), place * k);
        const best = found.bestLogProbabilities!.subarray(index * k, (index + 1) * k);
        answer.logProbabilities.set(
          best.map((value) => Math.min(0, value)),
          place * k,
        );
      });
    }
  }
  return answer;
}

function placesOf(places: Int32Array): readonly Place[] {
  const all = Array.from({ length: places.length / 2 }, (_, place) => {
    return { place, row: places[2 * place] as number, position: places[2 * place + 1] as number, tokens: [] as const };
  });
  return all.sort((one, other) => one.row - other.row);
}

function byRow(places: readonly Place[]): readonly (readonly Place[])[] {
  const rows = new Map<number, Place[]>();
  for (const place of places) rows.set(place.row, [...(rows.get(place.row) ?? []), place]);
  return [...rows.values()];
}
