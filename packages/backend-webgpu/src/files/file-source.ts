import type { JsonObject } from '@reagent/core';

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
  /** Asks for a file; `null`: the server has none of this name. */
  open(path: string, signal: AbortSignal): Promise<Response | null>;
  /** Size of a file in bytes, where a list has told it. */
  size(path: string): number | undefined;
  /** SHA-256 of a file in hexadecimal, where a list has told it. */
  sha256(path: string): string | undefined;
  /** Paths of all files; `null`: only asking tells. */
  readonly paths: readonly string[] | null;
}

/** A compressed answer's length is not the file's. */
export function sizeOf(source: FileSource, path: string, { headers }: Response): number | null {
  const told = headers.has('content-encoding') ? null : headers.get('content-length');
  return source.size(path) ?? (told === null ? null : Number(told));
}
