import type { JsonObject } from '@reagent/core';
import { z } from 'zod';
import { attributionSchema } from './attribution-schema.ts';

/** The JSON Schema (draft 2020-12) of a result: what `schema/attribution-1.schema.json` holds. */
export function attributionJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(attributionSchema, { target: 'draft-2020-12', io: 'input' });
  return { ...(schema as JsonObject), title: 'reagent/attribution/1' };
}
