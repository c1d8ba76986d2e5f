import { createToyMaskedModel, createToyTokenizer, testReplacer } from '@reagent/testing';
import { describe, it } from 'vitest';
import { createRobertaReplacer, type RobertaReplacerOptions } from '../src/index.ts';

function test(title: string, options: Omit<RobertaReplacerOptions, 'maskedModel'>, neverOriginal: boolean): void {
  testReplacer({
    describe,
    it,
    title,
    create: () => createRobertaReplacer({ maskedModel: createToyMaskedModel(), ...options }),
    tokenizer: createToyTokenizer(),
    neverOriginal,
    deterministic: options.strategy === 'argmax',
  });
}

test('single', {}, true);
test('single, the original allowed', { allowOriginal: true }, false);
test('joint', { strategy: 'joint' }, true);
test('joint, in small batches', { strategy: 'joint', batchSize: 1, topK: 5, temperature: 2 }, true);
test('argmax', { strategy: 'argmax' }, false);
test('argmax, without the original', { strategy: 'argmax', allowOriginal: false }, true);
