import { ReagentError } from '@reagent/core';

/** What the small files of a model say. */
export interface ModelTexts {
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizerJson: unknown;
  /** `{}` where there is no such file. */
  readonly tokenizerConfig: Readonly<Record<string, unknown>>;
  /** The text of `chat_template.jinja`, where there is one. */
  readonly chatTemplate?: string;
}

/** The small files that are wanted beside a graph. */
export const smallFiles: readonly { readonly path: string; readonly required: boolean }[] = [
  { path: 'config.json', required: true },
  { path: 'tokenizer.json', required: true },
  { path: 'tokenizer_config.json', required: false },
  { path: 'chat_template.jinja', required: false },
];

/**
 * Reads them. Throws `MODEL_NOT_FOUND` for one that is not there, `MODEL_INVALID` for one that cannot be read.
 *
 * @param place what the folder or repository is called in messages
 * @param read gives a file's text; throws where there is no such file
 */
export async function readModelTexts(place: string, read: (path: string) => Promise<string>): Promise<ModelTexts> {
  const json = async (path: string, byDefault?: unknown): Promise<unknown> => {
    const text = await textOf(place, path, read, byDefault !== undefined);
    return text === null ? byDefault : parsed(place, path, text);
  };
  const [config, tokenizerJson, tokenizerConfig, chatTemplate] = await Promise.all([
    json('config.json'),
    json('tokenizer.json'),
    json('tokenizer_config.json', {}),
    textOf(place, 'chat_template.jinja', read, true),
  ]);
  return {
    config: record(config, 'config.json'),
    tokenizerJson,
    tokenizerConfig: record(tokenizerConfig, 'tokenizer_config.json'),
    ...(chatTemplate === null ? {} : { chatTemplate }),
  };
}

async function textOf(
  place: string,
  path: string,
  read: (path: string) => Promise<string>,
  mayLack: boolean,
): Promise<string | null> {
  try {
    return await read(path);
  } catch (cause) {
    if (mayLack) return null;
    throw new ReagentError('MODEL_NOT_FOUND', `${place} has no ${path}`, { cause });
  }
}

function parsed(place: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReagentError('MODEL_INVALID', `${path} in ${place} is no JSON: get it again`, { cause });
  }
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ReagentError('MODEL_INVALID', `${path} holds no object: get it again`);
}
