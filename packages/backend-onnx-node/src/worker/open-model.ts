import { openEditedModel, openWholeModel, type GraphSession, type ThreadModel } from '@reagent/onnx-model/worker';
import type { NativeGate } from '../native-gate.ts';
import type { WorkerStart } from '../protocol.ts';
import { editedGraph } from './edited-graph.ts';
import { openSession, type GraphSource } from './open-session.ts';

/** Edits the graph where it is to be edited and can be, and opens it; else as it was exported. */
export async function openModel(start: WorkerStart, gate: NativeGate, sha256: string): Promise<ThreadModel> {
  const edit = await editedGraph(start, sha256);
  const open = (source: GraphSource): Promise<GraphSession> => openSession(source, start, gate);
  if (edit.edited) return openEditedModel(await open(edit.source), edit.description, start);
  return openWholeModel(await open({ file: start.graph }), edit, start);
}
