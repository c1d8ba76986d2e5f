import { availableParallelism } from 'node:os';
import { ReagentError } from '@reagent/core';
import { dtypes, isDtype, type Dtype } from './dtype.ts';
import type { HubOptions } from './hub/hub-options.ts';

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
  /** Threads of one run. Default: as many as the process may use. */
  readonly threads?: number;
  /** How results call the model. Default: the folder's own name, or the repository's with its commit. */
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
  readonly model: string | URL;
  readonly dtype: Dtype | undefined;
  readonly threads: number;
  readonly name: string | undefined;
  readonly batchSize: number;
  readonly specialTokensInText: 'recognise' | 'text' | undefined;
}

/** Throws `INVALID_OPTION`. A missing dtype is left to the model, which can say which there are. */
export function checkOptions(options: OnnxNodeBackendOptions): CheckedOptions {
  const { model, dtype, name, specialTokensInText } = options;
  if (!(model instanceof URL) && (typeof model !== 'string' || model === ''))
    throw invalid('model', 'a folder or owner/name', model);
  if (dtype !== undefined && !isDtype(dtype)) throw invalid('dtype', `one of ${dtypes.join(', ')}`, dtype);
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw invalid('name', 'a text', name);
  return {
    model,
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
