import {
  candidateTokens,
  chosenPositions,
  drawFromTable,
  replacedRows,
  throwIfAborted,
  unitPositions,
  type PreparedReplacer,
  type PrepareRequest,
  type ProposalTable,
} from '@reagent/core';
import type { CheckedOptions } from '../roberta-options.ts';
import { shareOf } from '../share.ts';
import { bridgeAsker } from './ask-bridge.ts';
import type { Bridge } from './bridge.ts';
import { drawOfClass } from './token-classes.ts';

/** [position] what may be drawn; null where nothing of what the masked model says can be used. */
type Tables = ReadonlyMap<number, ProposalTable | null>;

/**
 * Every strategy across a bridge: a draw from the proposals where some can be used, else a uniform one of the token's class.
 * Units with a token of the latter kind count as fallbacks, each once.
 */
export async function prepareBridged(
  id: string,
  options: CheckedOptions,
  bridge: Bridge,
  context: PrepareRequest,
): Promise<PreparedReplacer> {
  const { tokens } = context;
  const replaceable = replaceableUnits(context, options.allowOriginal);
  const asker = bridgeAsker(id, options, bridge, context);
  const drawFallback = drawOfClass(context.tokenizer, bridge.texts, options.allowOriginal);
  const fellBack = new Set<number>();
  const report = { coverage: shareOf(replaceable), proposals: 0, fallbacks: 0 };
  /** [row] */
  const ask = async (rows: readonly (readonly number[])[], signal: PrepareRequest['signal']): Promise<Tables[]> => {
    const { asked, tables } = await asker.ask(rows, signal);
    throwIfAborted(signal); // also where the model pays no heed to it
    report.proposals += asked;
    const found = rows.map((row, index) => new Map(row.map((position, at) => [position, tables[index]?.[at] ?? null])));
    for (const [position, table] of found.flatMap((row) => [...row])) {
      if (table === null) fellBack.add(context.units[position] as number);
    }
    report.fallbacks = fellBack.size;
    return found;
  };
  const units = unitPositions(context.units).filter((_, unit) => replaceable[unit] === 1);
  const joint = options.strategy === 'joint';
  // A row may replace everything: what will not fit is refused now rather than in the middle of a run.
  if (joint) asker.checkFits(units.flat().sort((a, b) => a - b));
  const once = joint ? null : new Map((await ask(units, context.signal)).flatMap((tables) => [...tables]));

  return {
    replaceable,
    report,
    async replace(request) {
      throwIfAborted(request.signal);
      const chosen = chosenPositions(id, context, replaceable, request);
      const byRow = once === null ? await ask(chosen, request.signal) : null;
      return replacedRows(context, chosen, request.random, (position, random, row) => {
        const table = (once ?? byRow?.[row])?.get(position) ?? null;
        return table === null ? drawFallback(tokens[position] as number, random) : drawFromTable(table, random);
      });
    },
  };
}

/** A unit is replaceable where each of its tokens has some ordinary token to take its place. */
function replaceableUnits({ tokens, units, tokenizer }: PrepareRequest, allowOriginal: boolean): Uint8Array {
  const candidates = candidateTokens(tokenizer);
  const hasSubstitute = (position: number): boolean =>
    candidates.length > (!allowOriginal && candidates.includes(tokens[position] as number) ? 1 : 0);
  return Uint8Array.from(unitPositions(units), (positions) => (positions.every(hasSubstitute) ? 1 : 0));
}
