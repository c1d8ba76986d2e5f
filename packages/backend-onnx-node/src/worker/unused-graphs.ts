import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** An edited graph that was not opened for so long, in milliseconds, goes when another is kept. */
const unusedFor = 90 * 24 * 3600 * 1000;

/** A graph, its note, and what a write that was cut has left of either. */
const ours = /^([0-9a-f]{64}-[0-9a-f]{16})\.(?:onnx|json)(?:\.\d+)?$/;

/** That a graph is used is told by the time of its note. A cache that cannot be written to is left as it is. */
export async function noteUse(note: string): Promise<void> {
  const now = new Date();
  await utimes(note, now, now).catch(() => undefined);
}

/** Removes what nothing has opened for 90 days; nothing else in the folder is touched. */
export async function removeUnused(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => ours.test(name));
  const graphOf = (name: string): string => ours.exec(name)?.[1] ?? name;
  const used = new Set<string>();
  for (const name of files) {
    if (Date.now() - (await stat(join(folder, name))).mtimeMs < unusedFor) used.add(graphOf(name));
  }
  for (const name of files) if (!used.has(graphOf(name))) await rm(join(folder, name), { force: true });
}
