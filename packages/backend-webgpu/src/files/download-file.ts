import { ReagentError } from '@reagent/core';
import { persist, reason, Transient } from '@reagent/onnx-model';
import { sha256Of } from '../sha256.ts';
import { sizeOf, tagOf, type FileSource } from './file-source.ts';
import type { Beginning, KeptFile } from './kept-file.ts';
import { firstPause } from './url-source.ts';

/** An answer that has begun, to a request for a whole file or for what follows on a beginning. */
export interface Begun {
  readonly response: Response;
  readonly after: Beginning | undefined;
}

/** One file to read to its end. */
export interface Download {
  readonly source: FileSource;
  readonly path: string;
  readonly first: Begun;
  readonly kept: KeptFile;
  /** Bytes of the file that are there; falls back where it must be started anew. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Asks for a file, from where its beginning in the store ends. `null`: the server has none of this name.
 * Throws what the source throws.
 */
export async function beginDownload(
  source: FileSource,
  path: string,
  kept: KeptFile,
  signal: AbortSignal,
): Promise<Begun | null> {
  const after = await usableBeginning(source, path, kept);
  const response = await source.open(path, signal, after);
  return response === null ? null : { response, after };
}

/**
 * Reads a file into the store. After a cut it goes on where it was, now or in a later call, if what is there is known to be
 * of the same file; else from the start. What is not whole and right is never given out. One page at a time reads a
 * file: another one waits and takes what the first has stored.
 * Throws `DOWNLOAD_FAILED`, what the source throws, or the signal's reason.
 */
export async function downloadFile(download: Download): Promise<Blob> {
  const { source, path, first, signal } = download;
  const { locks } = navigator;
  const name = `reagent download ${source.address(path)}`;
  const read = (begun: Begun | null) => async (lock: Lock | null) => (lock === null ? null : readOn(download, begun));
  const blob = await locks.request(name, { ifAvailable: true }, read(first));
  if (blob !== null) return blob;
  await first.response.body?.cancel(); // the other page may need the connection
  return (await locks.request(name, { signal }, read(null))) as Blob;
}

async function readOn(download: Download, first: Begun | null): Promise<Blob> {
  const { source, path, kept, onBytes, signal } = download;
  const whole = await kept.whole();
  if (whole instanceof Blob) {
    await first?.response.body?.cancel();
    onBytes(whole.size);
    return whole;
  }
  let begun = first;
  return persist(
    async () => {
      const current = begun ?? (await beginDownload(source, path, kept, signal));
      begun = null;
      if (current === null) throw new ReagentError('DOWNLOAD_FAILED', `${path} of ${source.place} is gone`);
      return receive(download, current);
    },
    { firstPause },
    signal,
  );
}

async function usableBeginning(source: FileSource, path: string, kept: KeptFile): Promise<Beginning | undefined> {
  const beginning = await kept.beginning();
  if (beginning === undefined) return undefined;
  const isOfIt = (source.tag(path) ?? beginning.tag) === beginning.tag;
  return isOfIt && beginning.bytes < (source.size(path) ?? Infinity) ? beginning : undefined;
}

async function receive(download: Download, { response, after }: Begun): Promise<Blob> {
  const { source, path, kept, signal } = download;
  const tag = tagOf(source, path, response);
  const continues = response.status === 206;
  if (continues && !(await follows(download, response, after))) {
    await response.body?.cancel();
    await kept.remove();
    throw new Transient(`${path} of ${source.place} is another file than the one that was begun`);
  }
  const size = sizeOf(source, path, response);
  const writer = await kept.write(continues ? after : undefined, tag);
  try {
    const bytes = await copy(download, response, { start: continues ? (after?.bytes ?? 0) : 0, size }, writer);
    if (size !== null && bytes < size) throw new Error(`it has ${bytes} bytes instead of ${size}`);
    const parts = await writer.flush();
    const whole = await kept.inParts(parts);
    const wanted = source.sha256(path);
    if (whole === undefined || (wanted !== undefined && (await sha256Of(await whole.arrayBuffer())) !== wanted))
      throw new Damaged('it arrived with other contents than its SHA-256 says');
    await kept.close(parts);
    return whole;
  } catch (cause) {
    const hasNoRoom = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    const isWorthless = tag === null || hasNoRoom || cause instanceof Damaged;
    if (isWorthless) await kept.remove();
    else await writer.flush().catch(() => undefined);
    signal.throwIfAborted();
    if (cause instanceof CallerFailed) throw cause.cause;
    if (hasNoRoom) throw noRoom(path, cause);
    throw new Transient(`${path} of ${source.place} was cut${reason(cause)}`, { cause });
  }
}

/** Whether an answer in part goes on where the store ends, of the same file: another page may have been at it. */
async function follows(download: Download, response: Response, after: Beginning | undefined): Promise<boolean> {
  const { source, path, kept } = download;
  const now = await kept.beginning();
  if (after === undefined || now === undefined || now.bytes !== after.bytes || now.tag !== after.tag) return false;
  const starts = response.headers.get('content-range')?.startsWith(`bytes ${after.bytes}-`) === true;
  return starts && tagOf(source, path, response) === after.tag;
}

async function copy(
  { onBytes }: Download,
  response: Response,
  { start, size }: { readonly start: number; readonly size: number | null },
  writer: { write(chunk: Uint8Array<ArrayBuffer>): Promise<void> },
): Promise<number> {
  let bytes = start;
  for await (const chunk of chunksOf(response)) {
    bytes += chunk.byteLength;
    // An answer without an end must not fill the disk.
    if (size !== null && bytes > size) throw new Damaged(`it has more than its ${size} bytes`);
    await writer.write(chunk);
    try {
      onBytes(bytes);
    } catch (cause) {
      throw new CallerFailed('progress failed', { cause });
    }
  }
  return bytes;
}

/** By a reader: not every browser's streams can be iterated. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>> | null)?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) return;
      yield read.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** What is there cannot be continued. */
class Damaged extends Error {}

class CallerFailed extends Error {}

function noRoom(path: string, cause: unknown): ReagentError {
  const message = `the browser has no room for ${path}: remove stored models (removeStoredModels), or take store: false`;
  return new ReagentError('DOWNLOAD_FAILED', message, { cause });
}
