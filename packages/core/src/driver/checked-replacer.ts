import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend } from '../interfaces/backend.ts';
import type { Context } from './context.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { Random } from '../recursion/random.ts';
import type { PreparedReplacer, Replacer, ReplacerReport } from '../interfaces/replacer.ts';
import { row, type TokenMatrix } from '../interfaces/token-matrix.ts';

/** A replacer made ready for one context; what it returns is checked, and the error names it and the rule. */
export interface CheckedReplacer {
  /** Units that may be replaced, ascending. */
  readonly eligible: readonly number[];
  readonly units: number;
  /** What it says of itself, so far. */
  readonly report: () => ReplacerReport;
  /** Of what it draws from; null: it does not say. */
  readonly fingerprint: () => string | null;
  replace(masks: readonly Uint8Array[], random: readonly Random[]): Promise<TokenMatrix>;
  /** [unit] 1 where the row really differs from the context. */
  changed(tokens: Int32Array): Uint8Array;
}

export async function prepareReplacer(
  replacer: Replacer,
  place: { backend: Backend; context: Context; units: Int32Array; signal?: AbortSignalLike | undefined },
): Promise<CheckedReplacer> {
  const { backend, context, units, signal } = place;
  const count = units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const withSignal = signal ? { signal } : {};
  const prepared = await replacer.prepare({
    tokens: context.tokens.slice(),
    units: units.slice(),
    tokenizer: backend.tokenizer,
    ...withSignal,
  });
  if (prepared.replaceable.length !== count) {
    throw brokenRule(replacer, `replaceable must have ${count} entries, not ${prepared.replaceable.length}`);
  }
  const eligible = Array.from({ length: count }, (_, unit) => unit).filter((unit) => prepared.replaceable[unit] === 1);
  const rules = { replacer, context, units, illegal: illegalIds(backend) };
  return {
    eligible,
    units: count,
    report: () => prepared.report,
    fingerprint: () => prepared.fingerprint?.() ?? null,
    async replace(masks, random) {
      const rows = await askFor(prepared, masks, random, withSignal);
      checkRows(rows, masks, rules);
      return rows;
    },
    changed(tokens) {
      const mask = new Uint8Array(count);
      units.forEach((unit, position) => {
        if (unit >= 0 && tokens[position] !== context.tokens[position]) mask[unit] = 1;
      });
      return mask;
    },
  };
}

async function askFor(
  prepared: PreparedReplacer,
  masks: readonly Uint8Array[],
  random: readonly Random[],
  withSignal: { signal?: AbortSignalLike },
): Promise<TokenMatrix> {
  const units = masks[0]?.length ?? 0;
  const together = new Uint8Array(masks.length * units);
  masks.forEach((mask, index) => together.set(mask, index * units));
  return prepared.replace({ masks: together, random, ...withSignal });
}

interface Rules {
  readonly replacer: Replacer;
  readonly context: Context;
  readonly units: Int32Array;
  readonly illegal: (id: number) => boolean;
}

function checkRows(rows: TokenMatrix, masks: readonly Uint8Array[], rules: Rules): void {
  const { replacer, context, units, illegal } = rules;
  const length = context.tokens.length;
  if (rows.rows !== masks.length || rows.length !== length || rows.ids.length !== masks.length * length) {
    throw brokenRule(
      replacer,
      `replace must return ${masks.length} rows of ${length} tokens, and returned ${rows.rows} of ${rows.length}`,
    );
  }
  masks.forEach((mask, index) => {
    const tokens = row(rows, index);
    for (let position = 0; position < length; position++) {
      const token = tokens[position] as number;
      if (token === context.tokens[position]) continue;
      const unit = units[position] as number;
      if (unit < 0 || mask[unit] !== 1) throw brokenRule(replacer, `position ${position} was not to be replaced`);
      if (illegal(token)) {
        throw brokenRule(replacer, `${token} at position ${position} is special or outside the vocabulary`);
      }
    }
  });
}

function illegalIds({ tokenizer }: Backend): (id: number) => boolean {
  const banned = new Set([...tokenizer.specialTokens.values(), ...(tokenizer.unusedIds ?? [])]);
  return (id) => id < 0 || id >= tokenizer.vocabularySize || banned.has(id);
}

function brokenRule(replacer: Replacer, rule: string): ReagentError {
  return new ReagentError('PLUGIN_BROKE_RULE', `replacer ${replacer.id}: ${rule}`, { plugin: replacer.id });
}
