import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ReagentError } from '@reagent/core';
import { dtypes, isDtype, type Dtype } from './dtype.ts';

/** What {@link createOnnxNodeMaskedModel} takes. */
export interface OnnxNodeModelOptions {
  /**
   * A folder as transformers.js has it: `config.json`, `tokenizer.json`, `tokenizer_config.json` and
   * `onnx/model*.onnx` (or `decoder_model_merged*.onnx`, `decoder_model*.onnx`).
   */
  readonly model: string | URL;
  /** Which of the folder's files: each is another model with other numbers, so it is never guessed. */
  readonly dtype: Dtype;
  /** Threads of one run. Default: as many as the process may use. */
  readonly threads?: number;
  /** How results call the model. Default: the folder's own name. */
  readonly name?: string;
  /** See `@reagent/tokenizer`. */
  readonly specialTokensInText?: 'recognise' | 'text';
}

/** What {@link createOnnxNodeBackend} takes. */
export interface OnnxNodeBackendOptions extends OnnxNodeModelOptions {
  /** The largest batch that will be asked for: the self-check at start tries it. Default 32, as core's. */
  readonly batchSize?: number;
}

/** Options with every default filled in. */
export interface CheckedOptions {
  readonly folder: string;
  readonly dtype: Dtype | undefined;
  readonly threads: number;
  readonly name: string | undefined;
  readonly batchSize: number;
  readonly specialTokensInText: 'recognise' | 'text' | undefined;
}

/** Throws `INVALID_OPTION`. A missing dtype is left to the folder, which can say which there are. */
export function checkOptions(options: OnnxNodeBackendOptions): CheckedOptions {
  const { model, dtype, name, specialTokensInText } = options;
  if (!(model instanceof URL) && (typeof model !== 'string' || model === '')) throw invalid('model', 'a folder', model);
  if (dtype !== undefined && !isDtype(dtype)) throw invalid('dtype', `one of ${dtypes.join(', ')}`, dtype);
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw invalid('name', 'a text', name);
  return {
    folder: model instanceof URL ? fileURLToPath(model) : model,
    dtype,
    threads: wholeNumber('threads', options.threads, availableParallelism(), 1024),
    name,
    batchSize: wholeNumber('batchSize', options.batchSize, 32, 4096),
    specialTokensInText,
  };
}

function wholeNumber(name: string, value: number | undefined, byDefault: number, most: number): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(name, `a whole number from 1 to ${most}`, value);
}

function invalid(name: string, wanted: string, value: unknown): ReagentError {
  return new ReagentError('INVALID_OPTION', `${name} must be ${wanted}, not ${JSON.stringify(value) ?? String(value)}`);
}
