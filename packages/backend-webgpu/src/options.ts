import type { AbortSignalLike } from '@reagent/core';
import {
  checkModelOptions,
  invalidOption,
  wholeNumber,
  type CheckedModelOptions,
  type OnnxBackendOptions,
  type OnnxModelOptions,
} from '@reagent/onnx-model';
import { devices, isDevice, type WebDevice } from './device.ts';
import type { EngineFiles } from './protocol.ts';

/** More threads than this gain a page little, and each has memory of its own. */
const mostThreads = 4;

/** How files come into the page. */
export interface WebGpuLoadOptions {
  /** Branch, tag or commit of a repository of the Hub. Default `main`. */
  readonly revision?: string;
  /** Another server with the Hub's addresses. Default: https://huggingface.co. */
  readonly hubUrl?: string;
  /**
   * For gated and private repositories of the Hub: sent to it alone, over https (or to this machine), stored nowhere and
   * told nobody. A page that everybody can read must ask its user for it.
   */
  readonly accessToken?: string;
  /** Keeps downloaded files in the browser, for the next time and for without a network. Default `true`. */
  readonly store?: boolean;
  /** Is told how downloads go on; not called where nothing is downloaded. */
  readonly progress?: (progress: LoadProgress) => void;
  /** Ends loading with the signal's reason. What has been downloaded is kept, and the next call goes on from there. */
  readonly signal?: AbortSignalLike;
}

/** Sizes in bytes; null where the server does not tell them. */
export interface LoadProgress {
  /** What is loaded, as {@link listStoredModels} calls it. */
  readonly model: string;
  /** The file under way, as its path in the model's folder. */
  readonly file: string;
  /** Falls back where a file must be started anew. */
  readonly fileBytes: number;
  readonly fileTotal: number | null;
  /** Over all files that this call downloads. */
  readonly bytes: number;
  readonly total: number | null;
}

/** What {@link createWebGpuMaskedModel} takes. */
export interface WebGpuModelOptions extends OnnxModelOptions, WebGpuLoadOptions {
  /**
   * Where the model is, laid out as transformers.js has it (`config.json`, `tokenizer.json`, `tokenizer_config.json` and
   * `onnx/model*.onnx`): a folder's address as a `URL`, a repository of the Hugging Face Hub as `owner/name`, or files
   * that the user gave: of `<input type="file" webkitdirectory>`, or by their paths.
   */
  readonly model: URL | string | Iterable<File> | ReadonlyMap<string, Blob>;
  /**
   * Addresses of ONNX Runtime's two files, `ort-wasm-simd-threaded.asyncify.mjs` and `.wasm` of onnxruntime-web, on the
   * page's own site; or of the folder that holds them under these names. There is no default: none is fetched from elsewhere.
   */
  readonly engineFiles: string | URL | { readonly mjs: string | URL; readonly wasm: string | URL };
  /** What is tried first; the provenance says what the model is run on. Default `webgpu`. */
  readonly device?: WebDevice;
  /** Threads of one run on WASM, where the page is cross-origin isolated. Default: as many as there are, up to 4. */
  readonly threads?: number;
  /** Makes the worker, where a bundler does not find it by itself. It runs the module `@reagent/backend-webgpu/worker`. */
  readonly worker?: () => Worker;
}

/** What {@link createWebGpuBackend} takes. */
export interface WebGpuBackendOptions extends WebGpuModelOptions, OnnxBackendOptions {}

/** Options with every default filled in. */
export interface CheckedOptions extends CheckedModelOptions {
  readonly device: WebDevice;
  readonly threads: number;
  readonly engineFiles: EngineFiles;
  readonly worker: (() => Worker) | undefined;
}

/** Throws `INVALID_OPTION`. A missing dtype is left to the model, which can say which there are. */
export function checkOptions(options: WebGpuBackendOptions): CheckedOptions {
  const { device = 'webgpu', worker } = options;
  if (!isDevice(device)) throw invalidOption('device', `one of ${devices.join(', ')}`, device);
  if (worker !== undefined && typeof worker !== 'function') throw invalidOption('worker', 'a function', worker);
  return {
    ...checkModelOptions(options),
    device,
    threads: wholeNumber('threads', options.threads, Math.min(mostThreads, navigator.hardwareConcurrency), 64),
    engineFiles: engineFilesOf(options.engineFiles),
    worker,
  };
}

const engineName = 'ort-wasm-simd-threaded.asyncify';

function engineFilesOf(given: WebGpuModelOptions['engineFiles']): EngineFiles {
  if (typeof given === 'object' && given !== null && 'mjs' in given) {
    return { mjs: address(given.mjs), wasm: address(given.wasm) };
  }
  if (typeof given !== 'string' && !(given instanceof URL)) {
    throw invalidOption('engineFiles', "addresses of ONNX Runtime's files on this site", given);
  }
  const folder = address(given).replace(/\/?$/, '/');
  return { mjs: `${folder}${engineName}.mjs`, wasm: `${folder}${engineName}.wasm` };
}

function address(given: string | URL): string {
  if (URL.canParse(String(given), location.href)) return new URL(given, location.href).href;
  throw invalidOption('engineFiles', 'addresses', String(given));
}
