import { invalidRecording } from './parse.ts';
import { effectSchema, replayEffect } from './replay-effect.ts';
import { replayTrace } from './replay-trace.ts';
import type { ReplayReport } from './report.ts';
import { traceSchema } from './trace-recording.ts';

const formats: Readonly<Record<string, (json: unknown) => ReplayReport>> = {
  [traceSchema]: replayTrace,
  [effectSchema]: replayEffect,
};

/**
 * Computes a recording again with core's own functions, and tells for each quantity how far it is from the recorded
 * one. Two formats are known by the field `schema`: `reagent-golden-trace/1`, a recursion with all its draws, and
 * `reagent-golden-effect/1`, rows and the effects fitted to them.
 * @param json the recording as parsed from JSON
 * @throws ReagentError `INVALID_INPUT` says what is wrong with a recording, and where
 */
export function replay(json: unknown): ReplayReport {
  if (typeof json !== 'object' || json === null) throw invalidRecording('', 'it is not a JSON object');
  const { schema } = json as { schema?: unknown };
  const format = typeof schema === 'string' && Object.hasOwn(formats, schema) ? formats[schema] : undefined;
  if (format === undefined) {
    const known = Object.keys(formats).join(', ');
    throw invalidRecording('schema', `is ${JSON.stringify(schema)}; known are ${known}`);
  }
  return format(json);
}
