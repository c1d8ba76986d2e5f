import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { editVersion, type ModelDescription } from '@reagent/onnx-graph';
import type { EditedBytes } from '@reagent/onnx-model/worker';
import writeFileAtomic from 'write-file-atomic';
import type { WorkerStart } from '../protocol.ts';
import { noteUse, removeUnused } from './unused-graphs.ts';

interface Kept {
  readonly file: string;
  readonly description: ModelDescription;
}

/** An edited graph that an earlier load has kept; `null`: there is none. */
export async function keptGraph(start: WorkerStart, sha256: string): Promise<Kept | null> {
  const paths = await pathsOf(start, sha256);
  if (paths === null) return null;
  try {
    const note = JSON.parse(await readFile(paths.note, 'utf8')) as { bytes: number; description: ModelDescription };
    const { size } = await stat(paths.file);
    if (size !== note.bytes) return null;
    await noteUse(paths.note);
    return { file: paths.file, description: note.description };
  } catch {
    return null; // not there, or cut: it is made again
  }
}

/**
 * Keeps an edited graph by the hash of the file that it is made of. The note is written last: without it the graph is
 * not believed. Gives where it is, or `null` where it is not kept: a small one, no cache, a full or a read-only disk.
 */
export async function keepGraph(start: WorkerStart, sha256: string, edit: EditedBytes): Promise<string | null> {
  const paths = await pathsOf(start, sha256);
  // Weights in other files would be looked for beside the kept graph.
  if (paths === null || edit.description.externalFiles.length > 0) return null;
  try {
    await mkdir(paths.folder, { recursive: true });
    await writeFileAtomic(paths.file, Buffer.from(edit.bytes.buffer, edit.bytes.byteOffset, edit.bytes.byteLength));
    const note = { bytes: edit.bytes.byteLength, description: edit.description };
    await writeFileAtomic(paths.note, JSON.stringify(note));
  } catch {
    return null;
  }
  await removeUnused(paths.folder).catch(() => undefined); // another process is at it too
  return paths.file;
}

interface Paths {
  readonly folder: string;
  readonly file: string;
  readonly note: string;
}

async function pathsOf({ graph, graphCache, kind, editing }: WorkerStart, sha256: string): Promise<Paths | null> {
  if (graphCache === null || (await stat(graph)).size < graphCache.smallest) return null;
  const made = createHash('sha256')
    .update(JSON.stringify([kind, editing, editVersion]))
    .digest('hex');
  const name = `${sha256}-${made.slice(0, 16)}`;
  return {
    folder: graphCache.folder,
    file: join(graphCache.folder, `${name}.onnx`),
    note: join(graphCache.folder, `${name}.json`),
  };
}
