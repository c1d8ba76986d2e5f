import type { AttributionResult } from '@reagent/core';
import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { attributionSchema } from './attribution-schema.ts';

type Parsed = z.infer<typeof attributionSchema>;

/** All of it, `readonly` taken off: the schema makes plain data. Names stay where an alias ends in itself. */
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;

// These are checked by the type check of the workspace: a difference is an error there.
test('the schema and the interface of core are one type, readonly aside', () => {
  expectTypeOf<Parsed>().toExtend<AttributionResult>();
  expectTypeOf<Mutable<Omit<AttributionResult, 'settings' | 'provenance'>>>().toEqualTypeOf<
    Mutable<Omit<Parsed, 'settings' | 'provenance'>>
  >();
  expectTypeOf<keyof AttributionResult['provenance']>().toEqualTypeOf<keyof Parsed['provenance']>();
  expectTypeOf<AttributionResult['settings']>().toEqualTypeOf<Parsed['settings']>();
});
