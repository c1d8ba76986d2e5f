import { describe, expect, it } from 'vitest';
import { contextLength } from './context-length.ts';

describe('the longest context', () => {
  it.each([
    [1024, { n_positions: 1024 }, {}],
    [2048, { max_position_embeddings: 2048, n_ctx: 1 }, {}],
    // RoBERTa's position table has two rows that are not for use.
    [512, { model_type: 'roberta', max_position_embeddings: 514 }, { model_max_length: 512 }],
    [512, { model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1 }, {}],
    [512, { model_type: 'bert', max_position_embeddings: 512 }, {}],
    [64, { max_position_embeddings: 1024 }, { model_max_length: 64 }],
    [1024, { n_positions: 1024 }, { model_max_length: 1e30 }],
    [Infinity, {}, { model_max_length: 1e30 }],
    [8192, { text_config: { max_position_embeddings: 8192 } }, {}],
  ])('is %d for %j and %j', (length, config, tokenizerConfig) => {
    expect(contextLength(config, tokenizerConfig)).toBe(length);
  });
});
