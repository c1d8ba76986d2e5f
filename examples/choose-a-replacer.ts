import { attribute, primary } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend, createToyMaskedModel } from '@reagent/testing';

const backend = createToyBackend();
const stopping = criterionOf('default');
for (const replacer of [createRandomReplacer(), createRobertaReplacer({ maskedModel: createToyMaskedModel() })]) {
  const result = await attribute({ backend, replacer, stopping, text: 'The capital of France is' });
  console.log(
    replacer.id,
    primary(result)
      .effect.map((effect) => effect?.estimate.toFixed(2) ?? '–')
      .join(' '),
  );
}
