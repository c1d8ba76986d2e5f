import { text as readText } from 'node:stream/consumers';
import { ReagentError, type ChatMessage } from '@reagent/core';
import type { TextInput } from './calls.ts';
import { readJsonFile, readTextFile } from './json-input.ts';
import type { Surroundings } from './surroundings.ts';

/** What is explained, as core takes it. */
export type Input = { readonly text: string } | { readonly messages: readonly ChatMessage[] };

/** @throws ReagentError `INVALID_INPUT` for a file that cannot be read, or of messages and no list; core checks what is in it */
export async function readInput(input: TextInput, { stdin }: Pick<Surroundings, 'stdin'>): Promise<Input> {
  if (input.kind === 'messages') return { messages: await readMessages(input.file) };
  if (input.kind === 'text-file')
    return { text: await (input.file === '-' ? readText(stdin) : readTextFile(input.file)) };
  return input.kind === 'text' ? { text: input.text } : { messages: [{ role: 'user', content: input.text }] };
}

async function readMessages(file: string): Promise<readonly ChatMessage[]> {
  const messages = await readJsonFile(file);
  if (Array.isArray(messages)) return messages as ChatMessage[];
  throw new ReagentError('INVALID_INPUT', `${file}: messages are a list, [{ "role": "user", "content": "…" }]`);
}
