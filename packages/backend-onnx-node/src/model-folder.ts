import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ReagentError } from '@reagent/core';
import type { Dtype } from './dtype.ts';
import { chooseGraph, graphFolders } from './choose-graph.ts';
import { isFolder } from './hub/model-source.ts';

/** The files of a model. */
export interface ModelFolder {
  /** The folder's own name. */
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizerJson: unknown;
  /** `{}` where there is no such file. */
  readonly tokenizerConfig: Readonly<Record<string, unknown>>;
  /** The text of `chat_template.jinja`, where there is one. */
  readonly chatTemplate?: string;
  /** Absolute path of the graph, and its path in the folder for messages and provenance. */
  readonly graph: string;
  readonly graphName: string;
  /** Absolute paths of files beside the graph that hold its weights. */
  readonly externalData: readonly string[];
}

/** Throws `MODEL_NOT_FOUND` for a folder or file that is not there, `MODEL_INVALID` for one that cannot be read. */
export async function openModelFolder(folder: string, dtype: Dtype | undefined): Promise<ModelFolder> {
  const root = resolve(folder);
  if (!(await isFolder(root))) throw new ReagentError('MODEL_NOT_FOUND', `there is no model folder at ${folder}`);
  const found = chooseGraph(folder, await filesIn(root), dtype);
  const [config, tokenizerJson, tokenizerConfig, chatTemplate] = await Promise.all([
    readJson(root, 'config.json'),
    readJson(root, 'tokenizer.json'),
    readJson(root, 'tokenizer_config.json', {}),
    readFile(join(root, 'chat_template.jinja'), 'utf8').catch(() => null),
  ]);
  return {
    name: basename(root),
    config: record(config, 'config.json'),
    tokenizerJson,
    tokenizerConfig: record(tokenizerConfig, 'tokenizer_config.json'),
    ...(chatTemplate === null ? {} : { chatTemplate }),
    graph: join(root, found.graph),
    graphName: found.graph,
    externalData: found.externalData.map((file) => join(root, file)),
  };
}

async function filesIn(root: string): Promise<string[]> {
  const listed = graphFolders.map(async (folder) => {
    const names = await readdir(join(root, folder)).catch((): string[] => []);
    return names.map((name) => (folder === '' ? name : `${folder}/${name}`));
  });
  return (await Promise.all(listed)).flat();
}

async function readJson(root: string, file: string, byDefault?: unknown): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(join(root, file), 'utf8');
  } catch (cause) {
    if (byDefault !== undefined) return byDefault;
    throw new ReagentError('MODEL_NOT_FOUND', `${root} has no ${file}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReagentError('MODEL_INVALID', `${file} in ${root} is no JSON: get it again`, { cause });
  }
}

function record(value: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ReagentError('MODEL_INVALID', `${file} holds no object: get it again`);
}
