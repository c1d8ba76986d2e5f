import { attribute, primary } from '@reagent/core';
import { compareVocabularies, createRobertaReplacer } from '@reagent/replacer-roberta';
import { createToyBackend } from '@reagent/testing';
import { createTinyModels } from '@reagent/tiny';

const backend = createToyBackend();
const { maskedModel, dispose } = await createTinyModels();
const { relation, proposable } = compareVocabularies(maskedModel, backend.tokenizer);
console.log(relation, proposable.filter((one) => one === 1).length, 'of', proposable.length);
const replacer = createRobertaReplacer({ maskedModel });
const result = await attribute({ backend, replacer, stopping: null, text: 'The capital of France is' });
console.log(
  primary(result)
    .effect.map((effect) => effect?.estimate.toFixed(1) ?? '–')
    .join(' '),
);
await dispose();
