import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ReagentError, type AbortSignalLike } from '@reagent/core';
import { hubAddress, tokenFor, type HubServer } from '@reagent/onnx-model';

/** How models come from the Hugging Face Hub. Has no say where `model` is a folder. */
export interface HubOptions {
  /** Branch, tag or commit of a repository. Default `main`. A commit hash is asked for once and then comes from the cache. */
  readonly revision?: string;
  /** Where downloads are kept. Default: as Python's huggingface_hub: HF_HUB_CACHE, HF_HOME/hub, ~/.cache/huggingface/hub. */
  readonly cacheDir?: string;
  /** Another server with the Hub's addresses. Default: HF_ENDPOINT, else https://huggingface.co. */
  readonly hubUrl?: string;
  /** For gated and private repositories; sent to the Hub alone, over https (or to this machine). Default: HF_TOKEN. */
  readonly accessToken?: string;
  /** Takes what the cache has and asks no server. Default: whether HF_HUB_OFFLINE is set. */
  readonly offline?: boolean;
  /** Is told how downloads go on; not called where nothing is downloaded. */
  readonly progress?: (progress: DownloadProgress) => void;
  /** Ends loading with the signal's reason. What has been downloaded is kept, and the next call goes on from there. */
  readonly signal?: AbortSignalLike;
}

/** Sizes in bytes; null where the server does not tell them. */
export interface DownloadProgress {
  readonly repository: string;
  /** The file under way, as its path in the repository. */
  readonly file: string;
  /** Falls back where a file must be started anew. */
  readonly fileBytes: number;
  readonly fileTotal: number | null;
  /** Over all files that this call downloads. */
  readonly bytes: number;
  readonly total: number | null;
}

/** Where to ask, with every default filled in. */
export interface HubAccess extends HubServer {
  readonly cacheDir: string;
  readonly offline: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const tokenOption = 'accessToken (or HF_TOKEN)';

/** Throws `INVALID_OPTION`, never with the token in the message. */
export function hubAccess(options: HubOptions, environment: Environment = process.env): HubAccess {
  const url = hubAddress(
    options.hubUrl ?? (environment['HF_ENDPOINT'] || 'https://huggingface.co'),
    'hubUrl (or HF_ENDPOINT)',
  );
  if (options.cacheDir !== undefined && (typeof options.cacheDir !== 'string' || options.cacheDir === '')) {
    throw new ReagentError('INVALID_OPTION', `cacheDir must be a folder, not ${JSON.stringify(options.cacheDir)}`);
  }
  return {
    url: url.href.replace(/\/+$/, ''),
    accessToken: tokenFor(url, {
      ...{ accessToken: options.accessToken, byDefault: environment['HF_TOKEN'], option: tokenOption },
    }),
    tokenOption,
    cacheDir: options.cacheDir ?? defaultCache(environment),
    offline: options.offline ?? /^(1|on|yes|true)$/i.test(environment['HF_HUB_OFFLINE'] ?? ''),
    firstPause: 500,
  };
}

function defaultCache(environment: Environment): string {
  const named = environment['HF_HUB_CACHE'];
  if (named) return named;
  const home =
    environment['HF_HOME'] || join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'huggingface');
  return join(home, 'hub');
}
