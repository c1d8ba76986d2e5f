import type { NativeGate } from '../native-gate.ts';
import type { WorkerStart } from '../protocol.ts';
import { editedGraph } from './edited/edited-graph.ts';
import { openEditedModel } from './edited/edited-model.ts';
import type { ThreadModel } from './thread-model.ts';
import { openWholeModel } from './whole/whole-model.ts';

/** Edits the graph where it is to be edited and can be, and opens it; else as it was exported. */
export async function openModel(start: WorkerStart, gate: NativeGate, sha256: string): Promise<ThreadModel> {
  const edit = await editedGraph(start, sha256);
  return edit.edited ? openEditedModel(start, edit, gate) : openWholeModel(start, edit, gate);
}
