import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ReagentError } from '@reagent/core';
import { dtypes, dtypeSuffix, type Dtype } from './dtype.ts';

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

/** Base names in the order in which they are looked for: new exports first. */
const baseNames = ['model', 'decoder_model_merged', 'decoder_model'];
const subfolders = ['onnx', ''];

/** Throws `MODEL_NOT_FOUND` for a folder or file that is not there, `MODEL_INVALID` for one that cannot be read. */
export async function openModelFolder(folder: string, dtype: Dtype | undefined): Promise<ModelFolder> {
  const root = resolve(folder);
  if (!(await isFolder(root))) throw new ReagentError('MODEL_NOT_FOUND', `there is no model folder at ${folder}`);
  const graphs = await findGraphs(root);
  const found = dtype === undefined ? undefined : graphs.get(dtype);
  if (found === undefined) throw missingGraph(folder, dtype, [...graphs.keys()]);
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
    graph: join(root, found.subfolder, found.file),
    graphName: found.subfolder === '' ? found.file : `${found.subfolder}/${found.file}`,
    externalData: found.externalData.map((file) => join(root, found.subfolder, file)),
  };
}

interface FoundGraph {
  readonly subfolder: string;
  readonly file: string;
  readonly externalData: readonly string[];
}

async function findGraphs(root: string): Promise<Map<Dtype, FoundGraph>> {
  const found = new Map<Dtype, FoundGraph>();
  for (const subfolder of subfolders) {
    const files = await readdir(join(root, subfolder)).catch((): string[] => []);
    for (const base of baseNames) {
      for (const dtype of dtypes) {
        const file = `${base}${dtypeSuffix(dtype)}.onnx`;
        if (found.has(dtype) || !files.includes(file)) continue;
        const externalData = files.filter((name) => name.startsWith(`${file}_data`) || name.startsWith(`${file}.data`));
        found.set(dtype, { subfolder, file, externalData: externalData.sort() });
      }
    }
  }
  return found;
}

function missingGraph(folder: string, dtype: Dtype | undefined, there: readonly Dtype[]): ReagentError {
  const offer = there.length > 0 ? `there ${there.length === 1 ? 'is' : 'are'} ${there.join(', ')}` : 'there is none';
  if (dtype === undefined && there.length > 0) {
    return new ReagentError('INVALID_OPTION', `dtype must be given; in ${folder} ${offer}`);
  }
  const wanted = dtype === undefined ? '' : ` of dtype ${dtype} (onnx/model${dtypeSuffix(dtype)}.onnx)`;
  return new ReagentError('MODEL_NOT_FOUND', `${folder} has no ONNX file${wanted}; ${offer}`);
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

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
