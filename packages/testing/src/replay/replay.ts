import { invalidRecording } from './parse.ts';
import { effectSchema, replayEffect } from './replay-effect.ts';
import { replayRun } from './replay-run.ts';
import { runTraceSchema } from './run-trace.ts';
import { replayTrace } from './replay-trace.ts';
import type { ReplayReport } from './report.ts';
import { traceSchema } from './trace-recording.ts';

const formats: Readonly<Record<string, (json: unknown) => ReplayReport>> = {
  [traceSchema]: replayTrace,
  [effectSchema]: replayEffect,
  [runTraceSchema]: (json) => replayRun(Array.isArray(json) ? json : [json]),
};

/**
 * Computes a recording again with core's own functions, and tells for each quantity how far it is from the recorded
 * one. Three formats are known by the field `schema`: `reagent/trace/1`, the trace of a run; `reagent-golden-trace/1`, a
 * recursion with all its draws; and `reagent-golden-effect/1`, rows and the effects fitted to them.
 * @param json the recording as parsed from JSON; of a trace, the list of its lines, as `readExactJson` of core reads them
 * @throws ReagentError `INVALID_INPUT` says what is wrong with a recording, and where
 */
export function replay(json: unknown): ReplayReport {
  const [first = json] = Array.isArray(json) ? (json as unknown[]) : [json];
  if (typeof first !== 'object' || first === null) throw invalidRecording('', 'it is not a JSON object');
  const { schema } = first as { schema?: unknown };
  const format = typeof schema === 'string' && Object.hasOwn(formats, schema) ? formats[schema] : undefined;
  if (format === undefined) {
    const known = Object.keys(formats).join(', ');
    throw invalidRecording('schema', `is ${JSON.stringify(schema)}; known are ${known}`);
  }
  return format(json);
}
