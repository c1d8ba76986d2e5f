import { ReagentError, type AttributionResult } from '@reagent/core';
import { attributionSchema } from './attribution-schema.ts';
import { disagreement } from './agreement.ts';

/**
 * A result from its JSON, or from an object that should be one; fields that version 1 does not know are left out.
 *
 * Throws `INVALID_INPUT`, which says where, if it is not a result or if its parts disagree.
 */
export function parseResult(json: unknown): AttributionResult {
  const parsed = attributionSchema.safeParse(typeof json === 'string' ? parseJson(json) : json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${pathOf(issue?.path ?? [])}: ${issue?.message ?? 'not a result'}`);
  }
  const problem = disagreement(parsed.data);
  if (problem !== null) throw invalid(problem);
  return parsed.data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ReagentError('INVALID_INPUT', `not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** `effect[0][3].low`; `the result` for the whole. */
function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the result' : text.replace(/^\./, '');
}

function invalid(problem: string): ReagentError {
  return new ReagentError('INVALID_INPUT', `not a result of schema reagent/attribution/1: ${problem}`);
}
