import { throwIfAborted } from '../interfaces/abort.ts';
import { candidateTokens } from './candidate-tokens.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { JsonObject } from '../interfaces/json.ts';
import type { Random } from '../recursion/random.ts';
import { chosenPositions, replacedRows } from './replaced-rows.ts';
import type { PreparedReplacer, PrepareRequest, Replacer, ReplaceRequest } from '../interfaces/replacer.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { unitPositions } from './unit-positions.ts';

/** One token to replace, and all that may be needed to choose its substitute. */
export interface Draw {
  /** The original token. */
  readonly token: number;
  readonly position: number;
  /** The unreplaced context. */
  readonly tokens: Int32Array;
  /** Ids that may be drawn, ascending: the vocabulary without special tokens and unused ids. */
  readonly candidates: Int32Array;
  /** The row's own stream: the only source of chance. */
  readonly random: Random;
  readonly tokenizer: Tokenizer;
}

/** Returns a token id. An id that may not be drawn (special, unused, or the original) is drawn again. */
export type DrawSubstitute = (draw: Draw) => number | undefined;

export interface DefineReplacerOptions {
  /** Whether the original token is a legal substitute. Default false. */
  readonly allowOriginal?: boolean;
  /** Whether there is a substitute for a token; units with a token for which there is none are pinned. Default: yes. */
  readonly replaceable?: (at: Omit<Draw, 'random'>) => boolean;
  /** Your own options that have a say in the draws, for the result. */
  readonly options?: JsonObject;
}

/**
 * So often a draw that is not legal is made again: a uniform draw from two tokens fails so often with a probability
 * of 2^-1000, so a function that fails has no legal token to give.
 */
const mostDraws = 1000;

/**
 * A replacer from a plain function that draws one substitute:
 * `defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)])`.
 * Draws are made in the order of positions. What is no id of the vocabulary, and a function that gives no legal token,
 * is refused with code `PLUGIN_BROKE_RULE`.
 */
export function defineReplacer(id: string, draw: DrawSubstitute, options: DefineReplacerOptions = {}): Replacer {
  const allowOriginal = options.allowOriginal ?? false;
  return {
    id,
    options: { ...options.options, allowOriginal },
    prepare: (context) => prepare(id, draw, allowOriginal, options.replaceable ?? (() => true), context),
  };
}

function prepare(
  id: string,
  draw: DrawSubstitute,
  allowOriginal: boolean,
  hasSubstitute: (at: Omit<Draw, 'random'>) => boolean,
  context: PrepareRequest,
): PreparedReplacer {
  throwIfAborted(context.signal);
  const { tokens, tokenizer } = context;
  const candidates = candidateTokens(tokenizer);
  const legal = new Set(candidates);
  const at = (position: number): Omit<Draw, 'random'> => {
    return { token: tokens[position] as number, position, tokens: tokens.slice(), candidates, tokenizer };
  };
  const positionIsReplaceable = (position: number): boolean => {
    const own = !allowOriginal && legal.has(tokens[position] as number) ? 1 : 0;
    return candidates.length > own && hasSubstitute(at(position));
  };
  const units = unitPositions(context.units);
  const replaceable = Uint8Array.from(units, (positions) => (positions.every(positionIsReplaceable) ? 1 : 0));

  const substitute = (position: number, random: Random): number => {
    const original = tokens[position] as number;
    const request: Draw = { ...at(position), random };
    for (let attempt = 0; attempt < mostDraws; attempt++) {
      const drawn = checkedId(id, draw(request), tokenizer.vocabularySize);
      if (drawn === original ? allowOriginal : legal.has(drawn)) return drawn;
    }
    throw new ReagentError(
      'PLUGIN_BROKE_RULE',
      `replacer "${id}" gave no legal substitute for token ${original} at position ${position} in ${mostDraws} draws: ` +
        `special tokens, unused ids${allowOriginal ? '' : ' and the original token'} are not legal`,
      { plugin: id },
    );
  };

  return {
    replaceable,
    report: { coverage: coverage(replaceable), proposals: 0, fallbacks: 0 },
    replace(request: ReplaceRequest) {
      throwIfAborted(request.signal);
      const chosen = chosenPositions(id, context, replaceable, request);
      return replacedRows(context, chosen, request.random, substitute);
    },
  };
}

/** Share of the units that may be replaced; 1 where there are none. */
export function coverage(replaceable: Uint8Array): number {
  if (replaceable.length === 0) return 1;
  return replaceable.reduce((sum, one) => sum + one, 0) / replaceable.length;
}

function checkedId(id: string, drawn: number | undefined, vocabularySize: number): number {
  if (typeof drawn === 'number' && Number.isInteger(drawn) && drawn >= 0 && drawn < vocabularySize) return drawn;
  throw new ReagentError(
    'PLUGIN_BROKE_RULE',
    `replacer "${id}" returned ${String(drawn)}: a substitute must be a token id, 0 … ${vocabularySize - 1}`,
    { plugin: id },
  );
}
