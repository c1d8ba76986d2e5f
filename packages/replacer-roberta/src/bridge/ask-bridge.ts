import {
  legalSubstitutes,
  proposalTable,
  type AbortSignalLike,
  type PositionTables,
  type PrepareRequest,
  type Proposals,
  type ProposalTable,
} from '@reagent/core';
import { askMaskedModel } from '../ask-masked-model.ts';
import { maskedRow, type MaskedRow } from '../masked-row.ts';
import type { CheckedOptions } from '../roberta-options.ts';
import { weightsOf } from '../weights.ts';
import type { Bridge, HiddenContext, ToExplained } from './bridge.ts';

/** Asks the masked model about one context across a bridge. */
export interface BridgeAsker {
  /** Refuses positions that do not fit into one row of the masked model. Throws `TEXT_TOO_LONG`. */
  checkFits(hidden: readonly number[]): void;
  /**
   * @param rows [row] positions that are hidden together, ascending
   * @returns [row] what may be drawn at its hidden positions; null where nothing of what the masked model says can be used
   */
  ask(rows: readonly (readonly number[])[], signal: AbortSignalLike | undefined): Promise<PositionTables[]>;
}

const noSpecialTokens: ReadonlySet<number> = new Set();

export function bridgeAsker(id: string, options: CheckedOptions, bridge: Bridge, context: PrepareRequest): BridgeAsker {
  const { maskedModel: model, batchSize } = options;
  const hide = bridge.open(context.tokens);
  const isLegal = legalSubstitutes(context.tokenizer, options.allowOriginal);
  const rowOf = ({ ids, at }: HiddenContext): MaskedRow => maskedRow(model, Int32Array.from(ids), noSpecialTokens, at);
  const topK = options.strategy === 'argmax' ? 1 : options.topK;
  const tableOf = (proposals: Proposals, reading: ToExplained, original: number): ProposalTable | null => {
    const legal = (token: number): boolean => isLegal(token, original);
    const weights = weightsOf(readProposals(proposals, reading), options.temperature, legal);
    const table = proposalTable(weights, { id, legal, topK });
    return table.tokens.length > 0 ? table : null;
  };
  return {
    checkFits(hidden) {
      if (hidden.length > 0) rowOf(hide(hidden));
    },
    async ask(rows, signal) {
      const contexts = rows.map((hidden) => (hidden.length === 0 ? null : hide(hidden)));
      const asking = contexts.flatMap((one, row) => (one?.readings.some((reading) => reading !== null) ? [row] : []));
      const maskedRows = asking.map((row) => rowOf(contexts[row] as HiddenContext));
      const answers = await askMaskedModel(model, maskedRows, { k: proposalsToAskFor(topK, model), batchSize, signal });
      const answerOf = new Map(asking.map((row, index) => [row, answers[index] as readonly Proposals[]]));
      return rows.map((hidden, row) => {
        const own = answerOf.get(row);
        const tables = hidden.map((position, at): [number, ProposalTable | null] => {
          const reading = contexts[row]?.readings[at] ?? null;
          const proposals = own?.[at];
          if (reading === null || proposals === undefined) return [position, null];
          return [position, tableOf(proposals, reading, context.tokens[position] as number)];
        });
        return { tables: new Map(tables), asked: own === undefined ? 0 : 1 };
      });
    },
  };
}

/** Proposals as tokens of the explained model; those that are none of its tokens are left out. */
function readProposals({ tokens, logProbabilities }: Proposals, reading: ToExplained): Proposals {
  const read = Int32Array.from(tokens, reading);
  const kept = Array.from(read.keys()).filter((index) => (read[index] as number) >= 0);
  return {
    tokens: Int32Array.from(kept, (index) => read[index] as number),
    logProbabilities: Float64Array.from(kept, (index) => logProbabilities[index] as number),
  };
}

/**
 * Many proposals are not one token of the explained model, or not in the right place in a word: four times as many are asked
 * for as are wanted, and 200 at least (a choice: more are slower and seldom help, see the coverage figures).
 */
function proposalsToAskFor(topK: number, { tokenizer }: CheckedOptions['maskedModel']): number {
  return Math.min(Math.max(200, 4 * topK), tokenizer.vocabularySize);
}
