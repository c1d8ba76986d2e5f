import { ReagentError, type AttributionResult } from '@reagent/core';
import { attributionSchema } from './attribution-schema.ts';
import { disagreement } from './agreement.ts';

const version = 1;
const schemaName = `reagent/attribution/${version}`;

/**
 * A result from its JSON, or from an object that should be one. Fields that version 1 does not know are left out; fields
 * that it got after its first day are filled in where an older file lacks them, so that old files stay readable.
 *
 * Throws `INVALID_INPUT`, which says where, if it is not a result, if its parts disagree, or if its version is newer.
 */
export function parseResult(json: unknown): AttributionResult {
  const value = typeof json === 'string' ? parseJson(json) : json;
  const newer = newerVersion(value);
  if (newer !== null)
    throw new ReagentError(
      'INVALID_INPUT',
      `${newer} is newer than this program: it reads up to ${schemaName}; update it`,
    );
  const parsed = attributionSchema.safeParse(withLaterFields(value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${pathOf(issue?.path ?? [])}: ${issue?.message ?? 'not a result'}`);
  }
  const problem = disagreement(parsed.data);
  if (problem !== null) throw invalid(problem);
  return parsed.data;
}

/** The schema's name, if it is one of ours of a later version. */
function newerVersion(value: unknown): string | null {
  const { schema } = (value ?? {}) as { readonly schema?: unknown };
  const found = typeof schema === 'string' ? /^reagent\/attribution\/(\d{1,9})$/.exec(schema) : null;
  return found !== null && Number(found[1]) > version ? found[0] : null;
}

/** What an older file lacks, filled in so that nothing is claimed: no replacer is blamed, none is described. */
function withLaterFields(value: unknown): unknown {
  if (!isObject(value)) return value;
  const provenance = isObject(value['provenance'])
    ? { provenance: { replacerProvenance: {}, ...value['provenance'] } }
    : {};
  return { replacement: { coverage: 1, fallbacks: 0 }, ...value, ...provenance };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
  return new ReagentError('INVALID_INPUT', `not a result of schema ${schemaName}: ${problem}`);
}
