import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { CheckedReplacer } from './checked-replacer.ts';
import type { Context } from './context.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { fingerprint } from '../journal/fingerprint.ts';
import type { JsonObject, JsonValue } from '../interfaces/json.ts';
import { openAnswers, type KeptAnswers } from '../journal/kept-answers.ts';
import { settingsToJson, type Settings } from './settings.ts';
import type { Target } from './targets.ts';
import { coreVersion } from './version.ts';

interface Parts {
  readonly settings: Settings;
  readonly context: Context;
  readonly targets: readonly Target[];
  readonly units: Int32Array;
  readonly replacer: CheckedReplacer;
}

/** So much of the text tells a person which it is; the tokens' fingerprint tells whether it is. */
const shownText = 80;

/** @throws ReagentError `INVALID_OPTION`: with a journal, a criterion has a name */
export function refuseNameless({ journal, stopping }: Pick<AttributeOptions, 'journal' | 'stopping'>): void {
  if (journal === undefined || typeof stopping !== 'function') return;
  throw new ReagentError(
    'INVALID_OPTION',
    'journal: a bare function cannot be told from another when a run goes on: give it an id and options, as a criterion',
  );
}

/**
 * @param lines of the journal so far
 * @throws ReagentError `INVALID_INPUT` for the journal of another run
 */
export async function openJournal(
  options: AttributeOptions,
  lines: readonly string[],
  parts: Parts,
): Promise<KeptAnswers | null> {
  if (options.journal === undefined) return null;
  return openAnswers(options.journal, lines, headerOf(options, parts));
}

/** All that has a say in the numbers: masks and substitutes come again from it. */
function headerOf({ backend, replacer }: AttributeOptions, parts: Parts): JsonObject {
  const { settings, context, targets, units } = parts;
  return {
    core: coreVersion,
    backend: {
      id: backend.id,
      rowIndependence: backend.supports.rowIndependence,
      provenance: withoutExecution(backend.provenance),
    },
    replacer: {
      provenance: withoutExecution(replacer.provenance),
      draws: parts.replacer.fingerprint(),
    },
    text: context.text.slice(0, shownText),
    tokens: fingerprint(context.tokens.join()),
    units: fingerprint(`${units.join()}:${parts.replacer.eligible.join()}`),
    targets: targets.map(({ position, tokens, insteadOf }) => ({ position, tokens, insteadOf })),
    settings: settingsToJson(settings, { id: replacer.id, options: replacer.options ?? {} }),
  };
}

/** `execution` may differ between equal runs. */
function withoutExecution(provenance: JsonObject = {}): JsonValue {
  const { execution, ...own } = provenance;
  void execution;
  return own;
}
