import { ReagentError, type Tokenizer } from '@reagent/core';
import type { Server } from '../client/client.ts';
import type { Dialect } from '../dialect.ts';
import { llamaCppDialect } from '../dialects/llama-cpp.ts';
import { sglangDialect } from '../dialects/sglang.ts';
import { truncatedDialect } from '../dialects/truncated.ts';
import { vllmDialect } from '../dialects/vllm.ts';

/** The dialects that are known, in the order in which a server is tried: the most particular first. */
export const dialectNames = ['llama.cpp', 'vllm', 'sglang', 'truncated'] as const;

export type DialectName = (typeof dialectNames)[number];

/** The one named or given, or the first that the server speaks. */
export async function chooseDialect(
  server: Server,
  given: DialectName | Dialect | undefined,
  tokenizer: Tokenizer | null,
): Promise<Dialect> {
  if (typeof given === 'object') return given;
  const known = [llamaCppDialect, vllmDialect, sglangDialect, truncatedDialect(tokenizer)];
  if (given !== undefined) return known.find(({ name }) => name === given) as Dialect;
  for (const dialect of known) if (await dialect.recognise(server)) return dialect;
  throw new ReagentError(
    'UNSUPPORTED',
    `the server speaks none of ${dialectNames.join(', ')}: check the url, or name the dialect if a gateway hides its routes`,
  );
}
