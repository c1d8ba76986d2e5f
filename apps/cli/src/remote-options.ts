import { ReagentError } from '@reagent/core';
import { Option } from 'commander';
import type { RemoteChoice } from './calls.ts';

/** The key's only way in: on a command line others would read it. */
export const keyVariable = 'REAGENT_API_KEY';

export interface RemoteValues {
  readonly backend?: 'onnx' | 'remote';
  readonly url?: string;
  readonly tokenizer?: string;
  readonly allowPlainHttp?: true;
}

/** Those of a command that can have a model of this machine too. */
export function remoteOptions(): Option[] {
  return [
    new Option(
      '--backend <name>',
      'onnx: a model of this machine; remote: --model on the server of --url (default: onnx)',
    ).choices(['onnx', 'remote']),
    ...serverOptions(),
  ];
}

export function serverOptions(): Option[] {
  return [
    new Option('--url <url>', `of the server; its key, if it wants one, in the variable ${keyVariable}`),
    new Option(
      '--tokenizer <folder>',
      'with tokenizer.json and tokenizer_config.json of its model (default: the server is asked for its tokens)',
    ),
    new Option('--allow-plain-http', 'send the key over plain http to another machine: whoever is between reads it'),
  ];
}

/** @throws ReagentError `INVALID_OPTION` for half of what a server takes */
export function remoteChoice({ backend, ...values }: RemoteValues): RemoteChoice | null {
  const { url, tokenizer, allowPlainHttp } = values;
  if (backend !== 'remote') {
    if (url === undefined && tokenizer === undefined && allowPlainHttp === undefined) return null;
    throw new ReagentError('INVALID_OPTION', '--url, --tokenizer and --allow-plain-http need --backend remote');
  }
  if (url === undefined) throw new ReagentError('INVALID_OPTION', '--backend remote needs the server’s --url');
  return serverChoice({ ...values, url });
}

export function serverChoice({
  url,
  tokenizer,
  allowPlainHttp,
}: Omit<RemoteValues, 'backend'> & { readonly url: string }): RemoteChoice {
  return { url, tokenizer: tokenizer ?? null, allowPlainHttp: allowPlainHttp ?? false };
}
