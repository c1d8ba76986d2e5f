import { ReagentError } from '@reagent/core';
import type { z } from 'zod';

/** The recording, or a `ReagentError` that says what is wrong where. */
export function parseRecording<Schema extends z.ZodType>(schema: Schema, recording: unknown): z.output<Schema> {
  const outcome = schema.safeParse(recording);
  if (outcome.success) return outcome.data;
  const [issue] = outcome.error.issues;
  throw invalidRecording(pathText(issue?.path ?? []), issue?.message ?? 'is not what it must be');
}

/** Fails unless the list has so many entries. */
export function ensureLength(path: string, list: readonly unknown[], length: number): void {
  if (list.length !== length) throw invalidRecording(path, `has ${list.length} entries, should have ${length}`);
}

/** Fails unless there are so many rows of so many entries. */
export function ensureSize(path: string, rows: readonly (readonly unknown[])[], height: number, width: number): void {
  ensureLength(path, rows, height);
  rows.forEach((row, index) => ensureLength(`${path}[${index}]`, row, width));
}

export function invalidRecording(path: string, message: string): ReagentError {
  return new ReagentError('INVALID_INPUT', `the recording is broken${path === '' ? '' : ` at ${path}`}: ${message}`);
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
}
