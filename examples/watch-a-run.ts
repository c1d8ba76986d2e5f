import { attributeSteps } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { effectSeparated } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const options = { backend: createToyBackend(), replacer: createRandomReplacer(), stopping: effectSeparated() };
for await (const event of attributeSteps({ ...options, text: 'The capital of France is' })) {
  if (event.type === 'step') console.log(`step ${event.step}: ${event.evaluations} evaluations`);
  if (event.type === 'finished') console.log(`ended by: ${event.result.endedBy}`, event.result.rationale);
}
