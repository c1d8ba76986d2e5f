import type { Answers } from '@reagent/onnx-graph';
import { expect, it } from 'vitest';
import type { ScoreTask } from '../../protocol.ts';
import type { EditedSession } from './edited-session.ts';
import { scoreRows } from './score-rows.ts';

const task: ScoreTask = {
  ...{ kind: 'score', rows: 3, length: 2, ids: Int32Array.of(10, 20, 30, 40, 50, 60) },
  queries: [
    { position: 2, tokens: Int32Array.of(1, 2) },
    { position: 1, tokens: Int32Array.of(3) },
  ],
  ...{ queryIndex: null, topK: 2, rank: true, distribution: false, attentions: true },
  embeddingMask: Float32Array.of(1, 2, 3, 4, 5, 6),
};

/** Its numbers tell the token asked for, the id that it was asked after, and that id's place in the mask. */
function toldSession(runs: number[]): EditedSession {
  return {
    embeddingSize: 1,
    run: async (rows, ask, extra) => {
      runs.push(rows.rows);
      const values = ask.rows.flatMap(([row, position], index) => {
        const place = row * rows.length + position;
        return Array.from(
          ask.tokens![index]!,
          (token) => -(1000 * extra!.mask![place]! + rows.ids[place]! + token / 10),
        );
      });
      const attentions = [0, 100].map((layer) => Float32Array.from(rows.ids, (id) => layer + id));
      const told = { logProbabilities: Float64Array.from(values), logOdds: Float64Array.from(values), attentions };
      return { ...told, ranks: Int32Array.from(values, (value) => -value % 3) } as unknown as Answers;
    },
  } as EditedSession;
}

it('answers in several runs what it answers in one', async () => {
  const [once, often]: [number[], number[]] = [[], []];
  const together = await scoreRows(toldSession(once), task, 10);
  // A vocabulary of which a run can hold one asked row.
  expect(await scoreRows(toldSession(often), task, 2 ** 23)).toEqual(together);
  expect(once).toEqual([3]);
  expect(often).toEqual([1, 1, 1, 1, 1, 1]);
  expect(together.logOdds[0]).toBeCloseTo(-2020.1, 9);
  expect(together.logOdds[8]).toBeCloseTo(-5050.3, 9);
  expect([...together.attentions!]).toEqual([10, 20, 110, 120, 30, 40, 130, 140, 50, 60, 150, 160]);
});
