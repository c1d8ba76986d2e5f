import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ask, fileAddress, isHash, persist, reason, Transient, type ListedFile } from '@reagent/onnx-model';
import { faultOf } from './content-check.ts';
import type { HubAccess } from './hub-options.ts';
import { claimPartial, type PartialFile } from './partial-file.ts';

/** One file to fetch. */
export interface DownloadTask {
  readonly access: HubAccess;
  readonly repository: string;
  readonly commit: string;
  readonly file: ListedFile;
  /** Where it is to lie once it is whole. */
  readonly target: string;
  /** Folder for what is not whole. */
  readonly partial: string;
  readonly signal: AbortSignal;
  /** Bytes of the file that are there. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Fetches a file under another name, checks it, and only then gives it its own. After a cut it goes on where it was; what
 * an ended call leaves is continued by the next one.
 * Throws as {@link ask}, `DOWNLOAD_FAILED`, or the file system's errors.
 */
export async function downloadFile(task: DownloadTask): Promise<void> {
  const part = await claimPartial(task.partial, contentKey(task));
  try {
    await persist(() => attempt(task, part), task.access, task.signal);
    await mkdir(dirname(task.target), { recursive: true });
    await giveName(part, task);
  } catch (error) {
    // A full disk is not filled further by leftovers.
    await (isFileSystemError(error) ? part.discard() : part.keep());
    throw error;
  }
}

async function giveName(part: PartialFile, { target, file, signal }: DownloadTask): Promise<void> {
  try {
    await rename(part.path, target);
  } catch (error) {
    // Windows replaces no file that somebody has open: another process may have been quicker with the same one.
    if ((await faultOf(target, file, signal).catch(() => 'is missing')) !== null) throw error;
    await part.discard();
  }
}

export function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string' && 'code' in error;
}

/** The same contents under another name or commit go on where these ended. */
function contentKey({ commit, file: { path, sha256, gitBlob } }: DownloadTask): string {
  return sha256 ?? gitBlob ?? createHash('sha256').update(`${commit} ${path}`).digest('hex');
}

async function attempt(task: DownloadTask, part: PartialFile): Promise<void> {
  const { file } = task;
  if (file.size === undefined) await part.discard(); // nobody could say whether it is whole
  const before = await bytesOf(part.path);
  const told = file.size === undefined || before < file.size ? await receive(task, part, before) : {};
  const fault = await faultOf(part.path, { ...told, ...file }, task.signal);
  if (fault === null) return;
  if ((await bytesOf(part.path)) >= (file.size ?? 0)) await part.discard(); // nothing that could be continued
  throw new Transient(`${file.path} of ${task.repository} arrived wrong: it ${fault}`);
}

/** Gives what the answer itself tells of the whole file. */
async function receive(task: DownloadTask, part: PartialFile, before: number): Promise<Partial<ListedFile>> {
  const { access, repository, commit, file, signal, onBytes } = task;
  const address = fileAddress(repository, commit, file.path);
  const headers: Record<string, string> = before > 0 ? { range: `bytes=${before}-` } : {};
  const response = await ask(access, address, { repository, revision: commit, file: file.path }, { headers, signal });
  const continues = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${before}-`);
  if (response.status === 206 && !continues) throw new Transient(`the server sent another part of ${file.path}`);
  let bytes = continues ? before : 0;
  let callerFailed: Error | undefined;
  const count = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength;
      try {
        onBytes(bytes);
      } catch (error) {
        return done((callerFailed = error as Error));
      }
      const tooMany = file.size !== undefined && bytes > file.size;
      done(tooMany ? new TooLong(`${file.path} of ${repository} has more than its ${file.size} bytes`) : null, chunk);
    },
  });
  const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as ReadableStream);
  try {
    await pipeline(body, count, createWriteStream(part.path, { flags: continues ? 'a' : 'w' }), { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (callerFailed !== undefined) throw callerFailed;
    if (error instanceof TooLong) await part.discard();
    if (error instanceof TooLong || isFileSystemError(error)) throw error;
    throw new Transient(`${file.path} of ${repository} was cut at ${bytes} bytes${reason(error)}`, { cause: error });
  }
  return toldBy(response, file);
}

/** For servers that list names only. The file stores behind the Hub have entity tags of another kind. */
function toldBy({ headers, redirected }: Response, listed: ListedFile): Partial<ListedFile> {
  if (listed.sha256 !== undefined || listed.gitBlob !== undefined || redirected) return {};
  const length = Number(headers.has('content-encoding') ? Number.NaN : (headers.get('content-length') ?? Number.NaN));
  const tag = headers.get('etag')?.replace(/^(W\/)?"|"$/g, '');
  return { ...(Number.isSafeInteger(length) ? { size: length } : {}), ...(isHash(tag, 64) ? { sha256: tag } : {}) };
}

class TooLong extends Transient {}

async function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
