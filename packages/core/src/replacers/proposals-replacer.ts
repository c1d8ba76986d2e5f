import { throwIfAborted, type AbortSignalLike } from '../interfaces/abort.ts';
import { legalSubstitutes } from './candidate-tokens.ts';
import { coverage } from './define-replacer.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { JsonObject } from '../interfaces/json.ts';
import { keepTables, type KeptTables, type PositionTables } from './kept-tables.ts';
import { drawFromTable, proposalTable, type ProposalTable, type WeightedTokens } from './proposal-table.ts';
import { chosenPositions, replacedRows } from './replaced-rows.ts';
import type { PreparedReplacer, PrepareRequest, Replacer, ReplaceRequest } from '../interfaces/replacer.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { unitPositions } from './unit-positions.ts';

/** A position for which proposals are wanted. */
export interface Slot {
  readonly position: number;
  /** The original token. */
  readonly token: number;
  /** The positions of its unit, itself included: a model must see none of them. */
  readonly hidden: readonly number[];
}

export interface ProposalsRequest {
  /** Unit after unit, the positions of each ascending. */
  readonly slots: readonly Slot[];
  /** The unreplaced context. */
  readonly tokens: Int32Array;
  readonly tokenizer: Tokenizer;
  /** Adds to `report.proposals`: the contexts that a masked model was asked about. */
  readonly count: (contexts: number) => void;
  readonly signal?: AbortSignalLike;
}

/**
 * Called once for a context, whose proposals are then kept for a while: they must depend on the request alone. One entry for
 * each slot. Proposals that are not legal are dropped.
 */
export type Propose = (request: ProposalsRequest) => readonly WeightedTokens[] | Promise<readonly WeightedTokens[]>;

export interface FromProposalsOptions {
  /** Whether the original token may be drawn. Default false. */
  readonly allowOriginal?: boolean;
  /** Draw from so many of the heaviest legal proposals. Default: all. */
  readonly topK?: number;
  /** Your own options that have a say in the draws, for the result. */
  readonly options?: JsonObject;
  /** For the provenance of a result. */
  readonly provenance?: JsonObject;
  /** Proposals of so many contexts, the most recently used, are kept for their next targets; no say in the draws. Default 4. */
  readonly keepContexts?: number;
}

/**
 * A replacer from weighted proposals for each position, computed once for a context and kept for its next targets (see
 * {@link KeptTables}). Draws are independent, one number of the row's stream each, in the order of positions. Special
 * tokens, unused ids and ids outside the vocabulary are never drawn; a unit with a token for which nothing is left is
 * pinned. Weights: see {@link proposalTable}.
 * @throws ReagentError `INVALID_OPTION`
 */
export function fromProposals(id: string, propose: Propose, options: FromProposalsOptions = {}): Replacer {
  const allowOriginal = options.allowOriginal ?? false;
  const tables = keepTables({ id, ...(options.keepContexts === undefined ? {} : { contexts: options.keepContexts }) });
  return {
    id,
    options: {
      ...options.options,
      allowOriginal,
      ...(options.topK === undefined ? {} : { topK: options.topK }),
    },
    ...(options.provenance === undefined ? {} : { provenance: options.provenance }),
    prepare: async (context) => {
      const made = () => positionTables(id, propose, { ...options, allowOriginal }, context);
      return preparedFrom(id, context, await tables.of(context, made));
    },
    dispose: () => tables.dispose(),
  };
}

function preparedFrom(
  id: string,
  context: PrepareRequest,
  { tables, asked, kept }: Awaited<ReturnType<KeptTables['of']>>,
): PreparedReplacer {
  const replaceable = Uint8Array.from(unitPositions(context.units), (positions) =>
    positions.every((position) => (tables.get(position)?.tokens.length ?? 0) > 0) ? 1 : 0,
  );
  return {
    replaceable,
    report: { coverage: coverage(replaceable), proposals: asked, kept: kept ? asked : 0, fallbacks: 0 },
    replace(request: ReplaceRequest) {
      throwIfAborted(request.signal);
      const chosen = chosenPositions(id, context, replaceable, request);
      return replacedRows(context, chosen, request.random, (position, random) =>
        drawFromTable(tables.get(position) as ProposalTable, random),
      );
    },
  };
}

async function positionTables(
  id: string,
  propose: Propose,
  options: FromProposalsOptions,
  context: PrepareRequest,
): Promise<PositionTables> {
  const { tokens, tokenizer, signal } = context;
  const slots = unitPositions(context.units).flatMap((hidden) =>
    hidden.map((position): Slot => ({ position, token: tokens[position] as number, hidden })),
  );
  if (slots.length === 0) return { tables: new Map(), asked: 0 };
  let asked = 0;
  const proposals = await propose({
    slots,
    tokens: tokens.slice(),
    tokenizer,
    count: (contexts) => (asked += contexts),
    ...(signal === undefined ? {} : { signal }),
  });
  throwIfAborted(signal); // also where `propose` pays no heed to it
  if (proposals.length !== slots.length) {
    throw new ReagentError(
      'PLUGIN_BROKE_RULE',
      `replacer "${id}" gave ${proposals.length} lists of proposals for ${slots.length} positions`,
      { plugin: id },
    );
  }
  const isLegal = legalSubstitutes(tokenizer, options.allowOriginal ?? false);
  const limits = options.topK === undefined ? {} : { topK: options.topK };
  const tables = new Map(
    slots.map(({ position, token }, index) => {
      const legal = (proposed: number): boolean => isLegal(proposed, token);
      return [position, proposalTable(proposals[index] as WeightedTokens, { id, legal, ...limits })];
    }),
  );
  return { tables, asked };
}
