import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RemoteBackend, RemoteBackendOptions } from '@reagent/backend-remote';
import type { RemoteChoice } from './calls.ts';
import { readJsonFile, readTextFile } from './json-input.ts';
import { keyVariable } from './remote-options.ts';

export interface RemoteSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** @param model as the server names it; null: the only one */
export async function openRemoteModel(
  { url, tokenizer, allowPlainHttp }: RemoteChoice,
  model: string | null,
  { env, signal }: RemoteSurroundings,
): Promise<RemoteBackend> {
  const { createRemoteBackend } = await import('@reagent/backend-remote');
  const apiKey = env[keyVariable] ?? '';
  return createRemoteBackend({
    ...{ url, signal, allowPlainHttp },
    ...(model === null ? {} : { model }),
    ...(apiKey === '' ? {} : { apiKey }),
    ...(tokenizer === null ? {} : { tokenizer: await tokenizerFiles(tokenizer) }),
  });
}

async function tokenizerFiles(folder: string): Promise<NonNullable<RemoteBackendOptions['tokenizer']>> {
  const [config, template] = ['tokenizer_config.json', 'chat_template.jinja'].map((name) => join(folder, name));
  return {
    tokenizerJson: await readJsonFile(join(folder, 'tokenizer.json')),
    ...(existsSync(config as string) ? { tokenizerConfig: await readJsonFile(config as string) } : {}),
    ...(existsSync(template as string) ? { chatTemplate: await readTextFile(template as string) } : {}),
  };
}
