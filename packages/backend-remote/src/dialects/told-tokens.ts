import * as z from 'zod';
import type { Read } from '../client/attempt.ts';
import type { Server } from '../client/client.ts';
import type { TokenizeAsk } from '../dialect.ts';
import { reader } from './reader.ts';

const tokensSchema = z.object({ tokens: z.array(z.int()) });

/** The tokens of an answer of `POST /tokenize`, which is alike on all servers. */
export const readTokens: Read<readonly number[]> = reader(tokensSchema, ({ tokens }) => tokens);

/** The tokens of a text by `POST /tokenize` as vLLM and SGLang take it. */
export function tokensOfPrompt(server: Server, prompt: string, ask: TokenizeAsk): Promise<readonly number[]> {
  return server.post('/tokenize', { model: ask.model, prompt, add_special_tokens: ask.addSpecialTokens }, readTokens);
}
