import type { JsonObject, JsonValue } from '@reagent/core';
import { z } from 'zod';

/** Plain data that JSON can hold. */
const jsonValue: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(jsonValue), jsonObject]),
);

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), jsonValue);
