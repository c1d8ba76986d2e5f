import type { ModelDescription } from '@reagent/onnx-graph';
import type { ModelStart } from '../../protocol.ts';
import type { Rows } from '../feeds.ts';
import type { GraphSession } from '../graph-session.ts';
import type { ThreadModel } from '../thread-model.ts';
import { bestTokens } from './best-tokens.ts';
import { scoreRows } from './score-rows.ts';
import { editedSession, type EditedSession } from './edited-session.ts';

/** A graph that computes what is asked and no more. Throws `MODEL_INVALID`. */
export async function openEditedModel(
  opened: GraphSession,
  description: ModelDescription,
  start: Pick<ModelStart, 'config'>,
): Promise<ThreadModel> {
  const session = editedSession(opened, description, start);
  const { version, scaledPerRow, coupledBy, answers } = description;
  const vocabulary = (await lastDistributions(session, { rows: 1, length: 1, ids: Int32Array.of(0) })).length;
  return {
    vocabulary,
    graph: { runs: 'edited', version, scaledPerRow, coupledBy },
    abilities: { embeddingSize: session.embeddingSize, attentions: answers.attentions.length > 0 },
    distributions: (rows) => lastDistributions(session, rows),
    score: (task) => scoreRows(session, task, vocabulary),
    top: (task) => bestTokens(session, task, vocabulary),
    release: () => session.release(),
  };
}

async function lastDistributions(session: EditedSession, rows: Rows): Promise<Float64Array> {
  const indices = Array.from({ length: rows.rows }, (_, row) => row);
  const last = indices.map((row) => [row, rows.length - 1] as const);
  return (await session.run(rows, { rows: last, distributionRows: indices })).distributions as Float64Array;
}
