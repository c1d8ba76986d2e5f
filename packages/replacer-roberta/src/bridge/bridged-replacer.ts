import {
  candidateTokens,
  chosenPositions,
  drawFromTable,
  replacedRows,
  throwIfAborted,
  unitPositions,
  type KeptTables,
  type PositionTables,
  type PreparedReplacer,
  type PrepareRequest,
} from '@reagent/core';
import type { CheckedOptions } from '../roberta-options.ts';
import { shareOf } from '../share.ts';
import { bridgeAsker, type BridgeAsker } from './ask-bridge.ts';
import type { Bridge } from './bridge.ts';
import { drawOfClass, type DrawOfClass } from './token-classes.ts';

/** [position] what may be drawn; null where nothing of what the masked model says can be used. */
type Tables = PositionTables['tables'];

/**
 * Every strategy across a bridge: a draw from the proposals where some can be used, else a uniform one of the token's class.
 * Units with a token of the latter kind count as fallbacks, each once.
 */
export async function prepareBridged(
  id: string,
  options: CheckedOptions,
  bridge: Bridge,
  context: PrepareRequest,
  kept: KeptTables,
): Promise<PreparedReplacer> {
  const { tokens } = context;
  const replaceable = replaceableUnits(context, options.allowOriginal);
  const asker = bridgeAsker(id, options, bridge, context);
  const units = unitPositions(context.units).filter((_, unit) => replaceable[unit] === 1);
  const joint = options.strategy === 'joint';
  // A row may replace everything: what will not fit is refused now rather than in the middle of a run.
  if (joint) asker.checkFits(units.flat().sort((a, b) => a - b));
  const once = joint ? null : await kept.of(context, async () => joined(await askFor(asker, units, context.signal)));
  const proposals = once?.asked ?? 0;
  const report = { coverage: shareOf(replaceable), proposals, kept: once?.kept ? proposals : 0, fallbacks: 0 };
  const fellBack = new Set<number>();
  const countFallbacks = (tables: Tables): void => {
    for (const [position, table] of tables) if (table === null) fellBack.add(context.units[position] as number);
    report.fallbacks = fellBack.size;
  };
  if (once !== null) countFallbacks(once.tables);
  // Looks at the whole vocabulary: made where it is needed, which is seldom.
  let fallback: DrawOfClass | undefined;
  const drawFallback: DrawOfClass = (original, random) => {
    fallback ??= drawOfClass(context.tokenizer, bridge.texts, options.allowOriginal);
    return fallback(original, random);
  };

  return {
    replaceable,
    report,
    async replace(request) {
      throwIfAborted(request.signal);
      const chosen = chosenPositions(id, context, replaceable, request);
      const byRow = once === null ? await askFor(asker, chosen, request.signal) : [];
      for (const { tables, asked } of byRow) {
        report.proposals += asked;
        countFallbacks(tables);
      }
      return replacedRows(context, chosen, request.random, (position, random, row) => {
        const table = (once ?? byRow[row])?.tables.get(position) ?? null;
        return table === null ? drawFallback(tokens[position] as number, random) : drawFromTable(table, random);
      });
    },
  };
}

/** [row] what may be drawn where the row's positions are hidden together. */
async function askFor(
  asker: BridgeAsker,
  rows: readonly (readonly number[])[],
  signal: PrepareRequest['signal'],
): Promise<PositionTables[]> {
  const answers = await asker.ask(rows, signal);
  throwIfAborted(signal); // also where the model pays no heed to it
  return answers;
}

function joined(rows: readonly PositionTables[]): PositionTables {
  return {
    tables: new Map(rows.flatMap(({ tables }) => [...tables])),
    asked: rows.reduce((sum, { asked }) => sum + asked, 0),
  };
}

/** A unit is replaceable where each of its tokens has some ordinary token to take its place. */
function replaceableUnits({ tokens, units, tokenizer }: PrepareRequest, allowOriginal: boolean): Uint8Array {
  const candidates = candidateTokens(tokenizer);
  const hasSubstitute = (position: number): boolean =>
    candidates.length > (!allowOriginal && candidates.includes(tokens[position] as number) ? 1 : 0);
  return Uint8Array.from(unitPositions(units), (positions) => (positions.every(hasSubstitute) ? 1 : 0));
}
