import { ReagentError } from '@reagent/core';
import { Option } from 'commander';
import type { RemoteChoice } from './calls.ts';

/** The key's only way in: on a command line others would read it. */
export const keyVariable = 'REAGENT_API_KEY';

export interface RemoteValues {
  readonly backend?: 'onnx' | 'remote';
  readonly url?: string;
  readonly tokenizer?: string;
}

export function remoteOptions(): Option[] {
  return [
    new Option(
      '--backend <name>',
      'onnx: a model of this machine; remote: --model on the server of --url (default: onnx)',
    ).choices(['onnx', 'remote']),
    new Option('--url <url>', `of the server; its key, if it wants one, in the variable ${keyVariable}`),
    new Option('--tokenizer <folder>', 'with tokenizer.json and tokenizer_config.json of the model on the server'),
  ];
}

/** @throws ReagentError `INVALID_OPTION` for half of what a server takes */
export function remoteChoice({ backend, url, tokenizer }: RemoteValues): RemoteChoice | null {
  if (backend !== 'remote') {
    if (url === undefined && tokenizer === undefined) return null;
    throw new ReagentError('INVALID_OPTION', '--url and --tokenizer need --backend remote');
  }
  if (url === undefined) throw new ReagentError('INVALID_OPTION', '--backend remote needs the server’s --url');
  if (tokenizer !== undefined) return { url, tokenizer };
  throw new ReagentError(
    'INVALID_OPTION',
    '--backend remote needs --tokenizer: a folder with tokenizer.json of the model on the server',
  );
}
