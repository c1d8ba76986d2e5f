import type { JsonObject } from '@reagent/core';

/** The files of a model, as handles: their contents are read by who needs them. */
export interface ModelFiles {
  /** What the model is called in messages. */
  readonly place: string;
  /** How results call it by default. */
  readonly name: string;
  /** For the provenance. */
  readonly origin: JsonObject;
  /** The graph's path. */
  readonly graphName: string;
  readonly graph: Blob;
  /** Weights beside the graph, by their names there. */
  readonly externalData: readonly { readonly name: string; readonly data: Blob }[];
  /** A small file's text; throws where there is none. */
  read(path: string): Promise<string>;
}

/** Reads small files out of handles by path. */
export function reader(files: ReadonlyMap<string, Blob>): ModelFiles['read'] {
  return async (path) => {
    const file = files.get(path);
    if (file === undefined) throw new Error(`there is no ${path}`);
    return file.text();
  };
}

/** A path's last part: external data is named so in graphs. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
