import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import {
  checkModelOptions,
  invalidOption,
  wholeNumber,
  type CheckedModelOptions,
  type OnnxBackendOptions,
  type OnnxModelOptions,
} from '@reagent/onnx-model';
import { devices, isDevice, type Device } from './device.ts';
import type { HubOptions } from './hub/hub-options.ts';
import type { GraphCache } from './protocol.ts';

/**
 * Smaller files are edited each time: that takes 10 ms for 3 MB and 140 ms for 100 MB, and keeping them would leave files
 * behind for nothing. Graphs whose weights lie in other files are as small as that.
 */
const smallestKept = 32 * 2 ** 20;

/** What {@link createOnnxNodeMaskedModel} takes. */
export interface OnnxNodeModelOptions extends OnnxModelOptions, HubOptions {
  /**
   * A folder or a repository of the Hugging Face Hub (`owner/name`), as transformers.js has them: `config.json`,
   * `tokenizer.json`, `tokenizer_config.json` and `onnx/model*.onnx` (or `decoder_model_merged*.onnx`,
   * `decoder_model*.onnx`). A folder that exists wins; a `URL` and `./owner/name` are always folders.
   */
  readonly model: string | URL;
  /**
   * What runs the model. Another device than the CPU is compared with it at start, and refused where it gives other
   * numbers. Default: `cpu`.
   */
  readonly device?: Device;
  /** Threads of one run. Default: as many as the process may use. */
  readonly threads?: number;
  /**
   * Folder where edited graphs of 32 MB and more are kept, by the content of what they are made of, until none has
   * opened them for 90 days; `false`: none are.
   * Default: `$XDG_CACHE_HOME/reagent/graphs`, else `~/.cache/reagent/graphs`.
   */
  readonly graphCache?: string | false;
}

/** What {@link createOnnxNodeBackend} takes. */
export interface OnnxNodeBackendOptions extends OnnxNodeModelOptions, OnnxBackendOptions {}

/** Options with every default filled in. */
export interface CheckedOptions extends CheckedModelOptions {
  readonly model: string | URL;
  readonly device: Device;
  readonly threads: number;
  /** `null`: edited graphs are not kept. */
  readonly graphCache: GraphCache | null;
}

/** Throws `INVALID_OPTION`. A missing dtype is left to the model, which can say which there are. */
export function checkOptions(options: OnnxNodeBackendOptions): CheckedOptions {
  const { model, device = 'cpu' } = options;
  if (!(model instanceof URL) && (typeof model !== 'string' || model === ''))
    throw invalidOption('model', 'a folder or owner/name', model);
  if (!isDevice(device)) throw invalidOption('device', `one of ${devices.join(', ')}`, device);
  return {
    ...checkModelOptions(options),
    model,
    device,
    threads: wholeNumber('threads', options.threads, availableParallelism(), 1024),
    graphCache: graphCacheOf(options.graphCache),
  };
}

function graphCacheOf(folder: string | false | undefined): GraphCache | null {
  if (folder === false) return null;
  if (folder === undefined) return { folder: join(userCache(), 'reagent', 'graphs'), smallest: smallestKept };
  if (typeof folder === 'string' && folder !== '') return { folder: resolve(folder), smallest: smallestKept };
  throw invalidOption('graphCache', 'a folder or false', folder);
}

function userCache(): string {
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
}
