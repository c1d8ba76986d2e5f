import { ReagentError, type ScoreRequest } from '@reagent/core';
import type { ThreadAbilities } from './protocol.ts';

/** Throws `UNSUPPORTED`, with the option that helps, and `INVALID_INPUT` for a mask of embeddings of another shape. */
export function checkAbilities({ contexts, embeddingMask, want }: ScoreRequest, abilities: ThreadAbilities): void {
  const { embeddingSize } = abilities;
  if (want?.attentions === true && !abilities.attentions) throw unsupported('attentions');
  if (embeddingMask === undefined) return;
  if (embeddingSize === null) throw unsupported('embeddingMask');
  const { rows, length } = contexts;
  if (embeddingMask.length !== rows * length * embeddingSize) {
    throw new ReagentError(
      'INVALID_INPUT',
      `an embedding mask has a number for each of ${rows} rows, ${length} tokens and ${embeddingSize} numbers of an embedding, ` +
        `which is ${rows * length * embeddingSize} and not ${embeddingMask.length}`,
    );
  }
  if (!embeddingMask.every(Number.isFinite)) {
    throw new ReagentError('INVALID_INPUT', 'an embedding mask must hold finite numbers');
  }
}

function unsupported(ability: string): ReagentError {
  return new ReagentError(
    'UNSUPPORTED',
    `this backend was not made with the ability ${ability}, or its graph cannot have it: see the option abilities`,
  );
}
