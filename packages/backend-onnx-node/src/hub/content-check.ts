import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ListedFile } from '@reagent/onnx-model';

/** What is wrong with a file that should be this one, or null. Reads it once. */
export async function faultOf(
  path: string,
  { size, sha256, gitBlob }: ListedFile,
  signal: AbortSignal,
): Promise<string | null> {
  const bytes = (await stat(path)).size;
  if (size !== undefined && bytes !== size) return `has ${bytes} bytes instead of ${size}`;
  if (sha256 !== undefined) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash, { signal });
    return hash.digest('hex') === sha256 ? null : 'has other contents than its SHA-256 says';
  }
  if (gitBlob === undefined) return null;
  const hash = createHash('sha1').update(`blob ${bytes}\0`);
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex') === gitBlob ? null : "has other contents than git's hash says";
}
