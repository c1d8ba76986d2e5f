import * as z from 'zod';
import type { Read } from '../client/attempt.ts';
import { reader } from './reader.ts';

export interface ServedModel {
  readonly id: string;
  readonly owned_by?: string | undefined;
  /** Longest text, in tokens. */
  readonly max_model_len?: number | null | undefined;
}

const schema = z.object({
  data: z.array(
    z.object({ id: z.string(), owned_by: z.string().optional(), max_model_len: z.int().positive().nullish() }),
  ),
});

/** The longest context that one token may follow: the text has a place for that token. */
export function maxContextOf({ max_model_len: length = null }: ServedModel): number | null {
  return length === null ? null : length - 1;
}

/** `GET /v1/models`, as OpenAI's interface has it; servers add fields of their own. */
export const servedModels: Read<readonly ServedModel[]> = reader(schema, ({ data }) => data);
