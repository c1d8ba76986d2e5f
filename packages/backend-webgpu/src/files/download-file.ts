import { ReagentError } from '@reagent/core';
import { persist, reason, Transient } from '@reagent/onnx-model';
import { sha256Of } from '../sha256.ts';
import { sizeOf, type FileSource } from './file-source.ts';
import { storedHeaders } from './stored-models.ts';
import { firstPause } from './url-source.ts';

/** One file to read to its end. */
export interface Download {
  readonly source: FileSource;
  readonly path: string;
  /** The answer that has begun. */
  readonly first: Response;
  /** Where it is kept; `undefined`: nowhere. */
  readonly cache: Cache | undefined;
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads a file, into the store where there is one; what is not whole is not stored. A cut is tried again from the start.
 * Throws `DOWNLOAD_FAILED`, what the source throws, or the signal's reason.
 */
export async function downloadFile(download: Download): Promise<Blob> {
  const { source, path, signal } = download;
  let begun: Response | undefined = download.first;
  return persist(
    async () => {
      const response = begun ?? (await source.open(path, signal));
      begun = undefined;
      if (response === null) throw new ReagentError('DOWNLOAD_FAILED', `${path} of ${source.place} is gone`);
      return receive(download, response);
    },
    { firstPause },
    signal,
  );
}

async function receive(download: Download, response: Response): Promise<Blob> {
  const { source, path, cache, signal } = download;
  const key = source.address(path);
  const body = counted(download, response);
  try {
    if (cache === undefined) return await checked(download, await new Response(body).blob());
    const bytes = sizeOf(source, path, response);
    await cache.put(key, new Response(body, { headers: storedHeaders(source.model, bytes) }));
    const stored = (await cache.match(key)) as Response;
    try {
      return await checked(download, await stored.blob());
    } catch (error) {
      await cache.delete(key);
      throw error;
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof Transient || ReagentError.isInstance(cause)) throw cause;
    if (cause instanceof DOMException && cause.name === 'QuotaExceededError') throw noRoom(path, cause);
    throw new Transient(`${path} of ${source.place} was cut${reason(cause)}`, { cause });
  }
}

/** The body, told of byte by byte; one that ends too early or too late is an error, which the store takes for what it is. */
function counted({ source, path, onBytes }: Download, response: Response): ReadableStream<Uint8Array> {
  const size = sizeOf(source, path, response);
  let bytes = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      onBytes(bytes);
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (size !== null && bytes !== size) controller.error(new Error(`it has ${bytes} bytes instead of ${size}`));
    },
  });
  return (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(count);
}

async function checked({ source, path }: Download, blob: Blob): Promise<Blob> {
  const wanted = source.sha256(path);
  if (wanted === undefined) return blob;
  if ((await sha256Of(await blob.arrayBuffer())) === wanted) return blob;
  throw new Transient(`${path} of ${source.place} arrived with other contents than its SHA-256 says`);
}

function noRoom(path: string, cause: unknown): ReagentError {
  const message = `the browser has no room for ${path}: remove stored models (removeStoredModels), or take store: false`;
  return new ReagentError('DOWNLOAD_FAILED', message, { cause });
}
