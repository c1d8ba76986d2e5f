import type { ModelStart } from '../../protocol.ts';
import type { NotEdited } from '../edited/edit-graph.ts';
import type { Rows } from '../feeds.ts';
import type { GraphSession } from '../graph-session.ts';
import type { ThreadModel } from '../thread-model.ts';
import { eachPosition, type Visit } from './each-position.ts';
import { score } from './score.ts';
import { logProbability, summarise } from './scoring.ts';
import { openLogits, type Session } from './session.ts';
import { top } from './top.ts';

/** A graph as it was exported: it gives logits, and they are reduced here. Throws `MODEL_INVALID`. */
export async function openWholeModel(
  opened: GraphSession,
  edit: NotEdited,
  start: Pick<ModelStart, 'config' | 'graphName'>,
): Promise<ThreadModel> {
  const session = openLogits(opened, start);
  const { width } = await session.run({ rows: 1, length: 1, ids: Int32Array.of(0) }, 1);
  return {
    vocabulary: width,
    graph: { runs: 'as-exported', because: edit.reason, coupledBy: edit.coupledBy },
    abilities: { embeddingSize: null, attentions: false },
    distributions: (rows) => lastDistributions(session, rows, width),
    score: (task) => score(session, task, width),
    top: (task) => top(session, task, width),
    release: () => session.release(),
  };
}

async function lastDistributions(session: Session, rows: Rows, width: number): Promise<Float64Array> {
  const distributions = new Float64Array(rows.rows * width);
  const visit: Visit = (row, _, logits) => {
    const summary = summarise(logits);
    for (let token = 0; token < width; token++) {
      distributions[row * width + token] = logProbability(logits, token, summary);
    }
  };
  await eachPosition(session, rows, [rows.length - 1], visit, { width });
  return distributions;
}
