import { row, type LocalTokenizer, type MaskedModel } from '@reagent/core';

export interface RecordingModel extends MaskedModel {
  /** The rows it was given, as text, masks as `_`. */
  readonly rows: string[];
  /** How many proposals it was asked for, call by call. */
  readonly asked: number[];
}

/** A masked model that always proposes the same pieces, most probable first; it takes anything else for impossible. */
export function recordingModel(
  tokenizer: LocalTokenizer,
  proposals: readonly string[],
  options: { readonly maxContext?: number } = {},
): RecordingModel {
  const rows: string[] = [];
  const asked: number[] = [];
  const maskToken = tokenizer.specialTokens.get('<mask>') as number;
  const start = tokenizer.specialTokens.get('<s>') as number;
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  const tokens = Int32Array.from(proposals, (text) => ids.find((id) => tokenizer.decode([id]) === text) as number);
  return {
    id: 'recording',
    tokenizer,
    maskToken,
    prefix: [start],
    suffix: [],
    maxContext: options.maxContext ?? 512,
    rows,
    asked,
    propose({ contexts, positions, k }) {
      for (let index = 0; index < contexts.rows; index++) {
        const shown = Array.from(row(contexts, index), (id) => (id === maskToken ? '_' : tokenizer.decode([id])));
        rows.push(shown.join('|'));
      }
      asked.push(k);
      const logProbabilities = Float64Array.from(tokens, (_, index) => -1 - index);
      return Promise.resolve(positions.map(() => ({ tokens, logProbabilities })));
    },
    dispose: () => Promise.resolve(),
  };
}
