import {
  checkContexts,
  checkCount,
  ReagentError,
  row,
  type MaskedModel,
  type Proposals,
  type ProposeRequest,
  type RowLimits,
  type TokenMatrix,
} from '@reagent/core';
import { interruptible, wait, type Delay } from './interrupt.ts';
import { logSoftmax, tokensByLogit } from './next-token.ts';
import { createToyTokenizer, type ToyTokenizerOptions } from './toy-tokenizer.ts';

export interface ToyMaskedModelOptions extends ToyTokenizerOptions {
  /** Default: `toy-masked`. */
  readonly id?: string;
  /** Default 512. */
  readonly maxContext?: number;
  /** Time that a call takes: milliseconds, or a function to wait for. */
  readonly delay?: Delay;
}

/** A call that a toy masked model got, with copies of what it was given. */
export interface ToyProposeCall {
  /** [row][position] */
  readonly contexts: readonly (readonly number[])[];
  readonly positions: readonly (readonly [row: number, position: number])[];
  readonly k: number;
}

/** A masked model that records its calls. */
export interface ToyMaskedModel extends MaskedModel {
  readonly calls: readonly ToyProposeCall[];
}

/**
 * A masked language model that is a formula of the visible tokens and of where they stand. With no options it shares
 * its vocabulary with `createToyBackend()`. As real ones do, it gives special tokens some probability.
 *
 * @throws ReagentError `INVALID_OPTION` where the special tokens have no `<mask>`
 */
export function createToyMaskedModel(options: ToyMaskedModelOptions = {}): ToyMaskedModel {
  const tokenizer = createToyTokenizer(options);
  const maskToken = tokenizer.specialTokens.get('<mask>');
  if (maskToken === undefined) throw new ReagentError('INVALID_OPTION', 'a toy masked model needs the token <mask>');
  const start = tokenizer.specialTokens.get('<s>');
  const maxContext = options.maxContext ?? 512;
  const id = options.id ?? 'toy-masked';
  const limits = { id, vocabularySize: tokenizer.vocabularySize, supports: { maxContext } };
  const calls: ToyProposeCall[] = [];
  let disposed = false;
  return {
    id,
    provenance: { model: 'a formula' },
    tokenizer,
    maskToken,
    prefix: start === undefined ? [] : [start],
    suffix: [],
    maxContext,
    calls,
    async propose(request) {
      calls.push(recordOf(request));
      if (disposed) throw new ReagentError('DISPOSED', 'the toy masked model has been disposed');
      checkProposeRequest(request, limits);
      const { positions, k, signal } = request;
      const contexts: TokenMatrix = { ...request.contexts, ids: request.contexts.ids.slice() };
      await interruptible(wait(options.delay), signal);
      return positions.map(([index, position]) =>
        best(maskedLogits(row(contexts, index), position, maskToken, tokenizer.vocabularySize), k),
      );
    },
    dispose() {
      disposed = true;
      return Promise.resolve();
    },
  };
}

/** `Σ over visible j ≠ position of (((5·x[j] + 11·u + 3·(j − position)) mod 13) − 6) / 8 + u / 1024`. */
function maskedLogits(context: Int32Array, position: number, maskToken: number, vocabularySize: number): Float64Array {
  return Float64Array.from({ length: vocabularySize }, (_, token) => {
    let sum = 0;
    context.forEach((id, index) => {
      if (index === position || id === maskToken) return;
      const distance = index - position + 13 * context.length; // the same modulo 13, and never negative
      sum += ((5 * id + 11 * token + 3 * distance) % 13) - 6;
    });
    return sum / 8 + token / 1024;
  });
}

function best(logits: Float64Array, k: number): Proposals {
  const logProbabilities = logSoftmax(logits);
  const tokens = Int32Array.from(tokensByLogit(logits).slice(0, k));
  return { tokens, logProbabilities: Float64Array.from(tokens, (token) => logProbabilities[token] as number) };
}

function checkProposeRequest({ contexts, positions, k }: ProposeRequest, limits: RowLimits): void {
  checkContexts(contexts, limits);
  for (const [index, position] of positions) {
    if (!(index >= 0 && index < contexts.rows && position >= 0 && position < contexts.length)) {
      throw new ReagentError('INVALID_INPUT', `there is no position [${index}, ${position}]`);
    }
  }
  checkCount('k', k, limits, limits.vocabularySize);
}

function recordOf({ contexts, positions, k }: ProposeRequest): ToyProposeCall {
  return {
    contexts: Array.from({ length: contexts.rows }, (_, index) => Array.from(row(contexts, index))),
    positions: positions.map(([index, position]) => [index, position]),
    k,
  };
}
