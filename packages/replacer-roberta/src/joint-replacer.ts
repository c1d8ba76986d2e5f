import {
  chosenPositions,
  drawFromTable,
  legalSubstitutes,
  proposalTable,
  ReagentError,
  replacedRows,
  throwIfAborted,
  unitPositions,
  type PreparedReplacer,
  type PrepareRequest,
  type Proposals,
  type ProposalTable,
  type Replacer,
  type ReplaceRequest,
} from '@reagent/core';
import { askMaskedModel } from './ask-masked-model.ts';
import { maskedRow } from './masked-row.ts';
import { proposalsToAskFor } from './proposals-to-ask-for.ts';
import type { CheckedOptions } from './roberta-options.ts';
import { shareOf } from './share.ts';
import { weightsOf } from './weights.ts';

/** Strategy `joint` for models of one vocabulary: all that a row replaces is hidden together, one pass of the model a row. */
export function jointReplacer(options: CheckedOptions): Replacer {
  const { maskedModel, strategy, topK, allowOriginal, temperature } = options;
  const id = `roberta:${maskedModel.id}`;
  return {
    id,
    options: { strategy, temperature, allowOriginal, topK },
    prepare(context) {
      throwIfAborted(context.signal);
      return prepareJoint(id, options, context);
    },
  };
}

function prepareJoint(id: string, options: CheckedOptions, context: PrepareRequest): PreparedReplacer {
  const { maskedModel: model, topK, batchSize } = options;
  const { tokens, tokenizer } = context;
  const isLegal = legalSubstitutes(tokenizer, options.allowOriginal);
  const legalFor = (original: number) => (token: number) => token !== model.maskToken && isLegal(token, original);
  const vocabulary = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  // Enough proposals are asked for that a legal one is among them whenever the vocabulary has one.
  const hasSubstitute = (position: number): boolean => vocabulary.some(legalFor(tokens[position] as number));
  const replaceable = Uint8Array.from(unitPositions(context.units), (positions) =>
    positions.every(hasSubstitute) ? 1 : 0,
  );
  const special = new Set(tokenizer.specialTokens.values());
  // A row may replace everything: what will not fit is refused now rather than in the middle of a run.
  const all = unitPositions(context.units)
    .flat()
    .sort((a, b) => a - b);
  if (all.length > 0) maskedRow(model, tokens, special, all);
  const report = { coverage: shareOf(replaceable), proposals: 0, fallbacks: 0 };

  return {
    replaceable,
    report,
    async replace(request: ReplaceRequest) {
      throwIfAborted(request.signal);
      const chosen = chosenPositions(id, context, replaceable, request);
      const asking = chosen.flatMap((positions, row) => (positions.length === 0 ? [] : [row]));
      const rows = asking.map((row) => maskedRow(model, tokens, special, chosen[row] as readonly number[]));
      report.proposals += rows.length;
      const k = proposalsToAskFor(topK, tokenizer);
      const proposals = await askMaskedModel(model, rows, { k, batchSize, signal: request.signal });
      throwIfAborted(request.signal);
      const tables = new Map<string, ProposalTable>();
      asking.forEach((row, index) => {
        (chosen[row] as readonly number[]).forEach((position, at) => {
          const legal = legalFor(tokens[position] as number);
          tables.set(`${row} ${position}`, tableOf(id, options, proposals[index]?.[at] as Proposals, legal));
        });
      });
      return replacedRows(context, chosen, request.random, (position, random, row) =>
        drawFromTable(tables.get(`${row} ${position}`) as ProposalTable, random),
      );
    },
  };
}

function tableOf(
  id: string,
  { maskedModel, topK, temperature }: CheckedOptions,
  proposals: Proposals,
  legal: (token: number) => boolean,
): ProposalTable {
  const table = proposalTable(weightsOf(proposals, temperature, legal), { id, legal, topK });
  if (table.tokens.length > 0) return table;
  throw new ReagentError(
    'PLUGIN_BROKE_RULE',
    `masked model "${maskedModel.id}" proposed no token that may be drawn, out of ${proposals.tokens.length}`,
    { plugin: maskedModel.id },
  );
}
