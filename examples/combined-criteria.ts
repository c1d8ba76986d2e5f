import { attribute, primary } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { anyOf, effectSeparated, stableTopN } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const result = await attribute({
  backend: createToyBackend(),
  replacer: createRandomReplacer(),
  text: 'The capital of France is',
  stopping: anyOf(effectSeparated({ n: [1, 2, 3] }), stableTopN({ n: 3, window: 80 })),
});
console.log(result.endedBy, primary(result).rationale);
