import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file under download that no other call writes to, in this process or another. */
export interface PartialFile {
  readonly path: string;
  /** Leaves it to the next call, which goes on from there. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** After that long a file of a process that died without a word is removed. */
const orphanAge = 24 * 3600 * 1000;

/**
 * Takes over what an earlier call has kept under this key, or starts an empty one. Renaming gives it to one call alone.
 * @param key says what the whole file will be
 */
export async function claimPartial(folder: string, key: string): Promise<PartialFile> {
  await mkdir(folder, { recursive: true });
  await removeOrphans(folder);
  const kept = join(folder, `${key}.kept`);
  const path = join(folder, `${key}.${randomUUID()}.part`);
  await rename(kept, path).catch(unlessMissing);
  return {
    path,
    keep: () => rename(path, kept).catch(unlessMissing),
    discard: () => rm(path, { force: true }),
  };
}

async function removeOrphans(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  for (const path of parts.map((name) => join(folder, name))) {
    const age =
      Date.now() -
      (await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ));
    if (age > orphanAge) await rm(path, { force: true });
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
