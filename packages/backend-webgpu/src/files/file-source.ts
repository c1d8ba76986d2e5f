import type { JsonObject } from '@reagent/core';
import type { Beginning } from './kept-file.ts';

/** A server's folder with a model in it. */
export interface FileSource {
  /** What is stored is stored under this name. */
  readonly model: string;
  /** What it is called in messages. */
  readonly place: string;
  readonly name: string;
  readonly origin: JsonObject;
  /** Address of a file: its key in the store. */
  address(path: string): string;
  /** Asks for a file, or for what follows on its beginning; `null`: the server has none of this name. */
  open(path: string, signal: AbortSignal, beginning?: Beginning): Promise<Response | null>;
  /** Size of a file in bytes, where a list has told it. */
  size(path: string): number | undefined;
  /** SHA-256 of a file in hexadecimal, where a list has told it. */
  sha256(path: string): string | undefined;
  /** What tells a file's contents from others; `undefined`: the server's answers do, if anything. */
  tag(path: string): string | undefined;
  /** Paths of all files; `null`: only asking tells. */
  readonly paths: readonly string[] | null;
}

/** Of the whole file; a compressed answer's length is not the file's. */
export function sizeOf(source: FileSource, path: string, { headers, status }: Response): number | null {
  const told =
    status === 206
      ? (/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? null)
      : headers.has('content-encoding')
        ? null
        : headers.get('content-length');
  return source.size(path) ?? (told === null ? null : Number(told));
}

/** What tells the contents of an answer from others; a weak entity tag does not. */
export function tagOf(source: FileSource, path: string, { headers }: Response): string | null {
  const etag = headers.has('content-encoding') ? null : headers.get('etag');
  return source.tag(path) ?? (etag?.startsWith('"') === true ? etag : null);
}
