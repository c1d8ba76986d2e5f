import type * as z from 'zod';
import { brokenAnswer } from '../client/failure.ts';
import type { Read } from '../client/attempt.ts';

/** Reads by a schema, and makes something of what it lets through. */
export function reader<Schema extends z.ZodType, T>(schema: Schema, make: (value: z.output<Schema>) => T): Read<T> {
  return (json) => {
    const parsed = schema.safeParse(json);
    if (parsed.success) return make(parsed.data);
    const [issue] = parsed.error.issues;
    throw brokenAnswer(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'of another form'}`);
  };
}

/** Reads by a schema, and takes what it lets through. */
export function whole<Schema extends z.ZodType>(schema: Schema): Read<z.output<Schema>> {
  return reader(schema, (value) => value);
}
