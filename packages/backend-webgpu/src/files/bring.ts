import { ReagentError } from '@reagent/core';
import { chooseGraph, graphNames, smallFiles, type Dtype } from '@reagent/onnx-model';
import type { LoadProgress } from '../options.ts';
import { beginDownload, downloadFile, type Begun } from './download-file.ts';
import { sizeOf, type FileSource } from './file-source.ts';
import { KeptFile } from './kept-file.ts';
import { baseName, reader, type ModelFiles } from './model-files.ts';
import { openStore, type Store } from './store.ts';

/** A file that is there, or under way. */
interface Found {
  readonly path: string;
  readonly file: Blob | Begun;
}

export interface Bringing {
  readonly store: boolean;
  readonly progress: ((progress: LoadProgress) => void) | undefined;
  readonly signal: AbortSignal;
}

/**
 * Brings a model's files from a server into the page: out of the store those that are there, which no server is asked
 * for. Every request is begun before the first file is read, so that their sizes are known.
 * Throws `MODEL_NOT_FOUND`, `INVALID_OPTION`, `ACCESS_DENIED`, `DOWNLOAD_FAILED`, or the signal's reason.
 */
export async function bringFiles(
  source: FileSource,
  dtype: Dtype | undefined,
  { store, progress, signal }: Bringing,
): Promise<ModelFiles> {
  const kept = keptFiles(source, await openStore(store));
  const found = await findOrOpen(source, dtype, kept, signal);
  const files = new Map<string, Blob>();
  const tell = progressOf(source, found.all, progress);
  for (const { path, file } of found.all) {
    const onBytes = (bytes: number): void => tell(path, bytes);
    files.set(
      path,
      file instanceof Blob
        ? file
        : await downloadFile({ source, path, first: file, kept: kept(path), onBytes, signal }),
    );
  }
  const { place, name, origin } = source;
  return {
    ...{ place, name, origin, graphName: found.graph },
    graph: files.get(found.graph) as Blob,
    externalData: found.externalData.map((path) => ({ name: baseName(path), data: files.get(path) as Blob })),
    read: reader(files),
  };
}

type KeptFiles = (path: string) => KeptFile;

function keptFiles(source: FileSource, store: Store): KeptFiles {
  return (path) => new KeptFile(store, source.model, source.address(path));
}

interface FoundFiles {
  readonly all: readonly Found[];
  readonly graph: string;
  readonly externalData: readonly string[];
}

async function findOrOpen(
  source: FileSource,
  dtype: Dtype | undefined,
  kept: KeptFiles,
  signal: AbortSignal,
): Promise<FoundFiles> {
  const all: Found[] = [];
  const lacking: KeptFile[] = [];
  const find = async (path: string): Promise<boolean> => {
    const file = await findFile(source, path, kept(path), signal);
    if (file === null) lacking.push(kept(path));
    else all.push({ path, file });
    return file !== null;
  };
  // Refused before anything is asked for, where a list tells.
  const chosen = source.paths === null ? undefined : chooseGraph(source.place, source.paths, dtype);
  for (const { path, required } of smallFiles) {
    if (!(await find(path)) && required) throw new ReagentError('MODEL_NOT_FOUND', `${source.place} has no ${path}`);
  }
  if (chosen !== undefined) {
    for (const path of [...chosen.externalData, chosen.graph]) await find(path);
    return { all, ...chosen };
  }
  let graph: string | undefined;
  for (const path of dtype === undefined ? [] : graphNames(dtype)) {
    if (!(await find(path))) continue;
    graph = path;
    break;
  }
  if (graph === undefined) throw unlistedGraph(source.place, dtype);
  const externalData: string[] = [];
  for (let index = 0; ; index++) {
    const path = `${graph}_data${index === 0 ? '' : `_${index}`}`;
    if (!(await find(path))) break;
    externalData.push(path);
  }
  // So that nothing is asked for the next time. Only of a model that is there: what a site has not yet may come.
  for (const file of lacking) await file.lacks();
  return { all, graph, externalData };
}

function unlistedGraph(place: string, dtype: Dtype | undefined): ReagentError {
  if (dtype === undefined) return new ReagentError('INVALID_OPTION', `dtype must be given for the model at ${place}`);
  const usual = graphNames(dtype)[0] as string;
  return new ReagentError('MODEL_NOT_FOUND', `${place} has no ONNX file of dtype ${dtype} (${usual})`);
}

async function findFile(
  source: FileSource,
  path: string,
  kept: KeptFile,
  signal: AbortSignal,
): Promise<Blob | Begun | null> {
  const whole = await kept.whole();
  return whole === undefined ? beginDownload(source, path, kept, signal) : whole;
}

function progressOf(
  source: FileSource,
  found: readonly Found[],
  progress: Bringing['progress'],
): (path: string, fileBytes: number) => void {
  const missing = found.flatMap(({ path, file }) =>
    file instanceof Blob ? [] : [{ path, size: sizeOf(source, path, file.response) }],
  );
  const total = missing.reduce<number | null>(
    (sum, { size }) => (sum === null || size === null ? null : sum + size),
    0,
  );
  const sizes = new Map(missing.map(({ path, size }) => [path, size]));
  const there = new Map<string, number>();
  return (path, fileBytes) => {
    there.set(path, fileBytes);
    const bytes = [...there.values()].reduce((sum, part) => sum + part, 0);
    progress?.({ model: source.model, file: path, fileBytes, fileTotal: sizes.get(path) ?? null, bytes, total });
  };
}
