import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { ReagentError } from '@reagent/core';
import { devices, isDevice, type Device } from './device.ts';
import { dtypes, isDtype, type Dtype } from './dtype.ts';
import type { HubOptions } from './hub/hub-options.ts';
import type { Editing, GraphCache } from './protocol.ts';

/**
 * Smaller files are edited each time: that takes 10 ms for 3 MB and 140 ms for 100 MB, and keeping them would leave files
 * behind for nothing. Graphs whose weights lie in other files are as small as that.
 */
const smallestKept = 32 * 2 ** 20;

const graphs: readonly string[] = ['edited', 'as-exported'];
const quantizations: readonly string[] = ['scale-per-row', 'as-exported'];
const abilityNames: readonly string[] = ['embeddingMask', 'attentions'];

/** What {@link createOnnxNodeMaskedModel} takes. */
export interface OnnxNodeModelOptions extends HubOptions {
  /**
   * A folder or a repository of the Hugging Face Hub (`owner/name`), as transformers.js has them: `config.json`,
   * `tokenizer.json`, `tokenizer_config.json` and `onnx/model*.onnx` (or `decoder_model_merged*.onnx`,
   * `decoder_model*.onnx`). A folder that exists wins; a `URL` and `./owner/name` are always folders.
   */
  readonly model: string | URL;
  /** Which of the model's files: each is another model with other numbers, so it is never guessed. */
  readonly dtype: Dtype;
  /**
   * What runs the model. Another device than the CPU is compared with it at start, and refused where it gives other
   * numbers. Default: `cpu`.
   */
  readonly device?: Device;
  /** Threads of one run. Default: as many as the process may use. */
  readonly threads?: number;
  /** How results call the model. Default: the folder's own name, or the repository's with its commit. */
  readonly name?: string;
  /**
   * `edited`: only the asked positions go through the head, and a run gives the asked numbers instead of logits; what
   * cannot be edited is run as it is, and the provenance says why. `as-exported`: never edited. Default: `edited`.
   */
  readonly graph?: 'edited' | 'as-exported';
  /**
   * Dynamically quantised files take one scale over the whole batch, so that a row's numbers depend on its neighbours.
   * `scale-per-row` gives every token a scale of its own: rows then stand alone, and the numbers are a little nearer to
   * those of the unquantised model. `as-exported` keeps the file's numbers, and core scores row by row. Default:
   * `scale-per-row` where the graph is edited.
   */
  readonly quantization?: 'scale-per-row' | 'as-exported';
  /**
   * Folder where edited graphs of 32 MB and more are kept, by the content of what they are made of; `false`: none are.
   * Default: `$XDG_CACHE_HOME/reagent/graphs`, else `~/.cache/reagent/graphs`.
   */
  readonly graphCache?: string | false;
  /** See `@reagent/tokenizer`. */
  readonly specialTokensInText?: 'recognise' | 'text';
}

/** What {@link createOnnxNodeBackend} takes. */
export interface OnnxNodeBackendOptions extends OnnxNodeModelOptions {
  /** The largest batch that will be asked for: the self-check at start tries it. Default 32, as core's. */
  readonly batchSize?: number;
  /**
   * What the graph is to be edited for besides, if it can be: see `supports`. Each costs a little in every run. Default:
   * none.
   */
  readonly abilities?: readonly OnnxNodeAbility[];
}

export type OnnxNodeAbility = 'embeddingMask' | 'attentions';

/** Options with every default filled in. */
export interface CheckedOptions {
  readonly model: string | URL;
  readonly dtype: Dtype | undefined;
  readonly device: Device;
  readonly threads: number;
  readonly name: string | undefined;
  readonly batchSize: number;
  readonly specialTokensInText: 'recognise' | 'text' | undefined;
  /** `null`: the graph is run as it was exported. */
  readonly editing: Editing | null;
  /** `null`: edited graphs are not kept. */
  readonly graphCache: GraphCache | null;
}

/** Throws `INVALID_OPTION`. A missing dtype is left to the model, which can say which there are. */
export function checkOptions(options: OnnxNodeBackendOptions): CheckedOptions {
  const { model, dtype, device = 'cpu', name, specialTokensInText } = options;
  if (!(model instanceof URL) && (typeof model !== 'string' || model === ''))
    throw invalid('model', 'a folder or owner/name', model);
  if (dtype !== undefined && !isDtype(dtype)) throw invalid('dtype', `one of ${dtypes.join(', ')}`, dtype);
  if (!isDevice(device)) throw invalid('device', `one of ${devices.join(', ')}`, device);
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw invalid('name', 'a text', name);
  return {
    model,
    dtype,
    device,
    threads: wholeNumber('threads', options.threads, availableParallelism(), 1024),
    name,
    batchSize: wholeNumber('batchSize', options.batchSize, 32, 4096),
    specialTokensInText,
    editing: editingOf(options),
    graphCache: graphCacheOf(options.graphCache),
  };
}

function editingOf({ graph = 'edited', quantization, abilities = [] }: OnnxNodeBackendOptions): Editing | null {
  if (!graphs.includes(graph)) throw invalid('graph', `one of ${graphs.join(', ')}`, graph);
  if (quantization !== undefined && !quantizations.includes(quantization)) {
    throw invalid('quantization', `one of ${quantizations.join(', ')}`, quantization);
  }
  if (!Array.isArray(abilities)) throw invalid('abilities', 'a list', abilities);
  for (const ability of abilities as readonly OnnxNodeAbility[]) {
    if (!abilityNames.includes(ability)) throw invalid('abilities', `of ${abilityNames.join(', ')}`, ability);
  }
  if (graph === 'edited') {
    return {
      quantization: quantization ?? 'scale-per-row',
      embeddingMask: abilities.includes('embeddingMask'),
      attentions: abilities.includes('attentions'),
    };
  }
  if (abilities.length === 0 && quantization !== 'scale-per-row') return null;
  throw invalid('graph', "'edited' for abilities and for a scale per row", graph);
}

function graphCacheOf(folder: string | false | undefined): GraphCache | null {
  if (folder === false) return null;
  if (folder === undefined) return { folder: join(userCache(), 'reagent', 'graphs'), smallest: smallestKept };
  if (typeof folder === 'string' && folder !== '') return { folder: resolve(folder), smallest: smallestKept };
  throw invalid('graphCache', 'a folder or false', folder);
}

function userCache(): string {
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
}

function wholeNumber(name: string, value: number | undefined, byDefault: number, most: number): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(name, `a whole number from 1 to ${most}`, value);
}

function invalid(name: string, wanted: string, value: unknown): ReagentError {
  return new ReagentError('INVALID_OPTION', `${name} must be ${wanted}, not ${JSON.stringify(value) ?? String(value)}`);
}
