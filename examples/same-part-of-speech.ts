import { attribute, primary } from '@reagent/core';
import { createPartOfSpeechReplacer } from '@reagent/replacer-part-of-speech';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const result = await attribute({
  backend: createToyBackend(),
  replacer: createPartOfSpeechReplacer(),
  preset: 'inseq',
  stopping: criterionOf('inseq'),
  text: 'The capital of France is',
});
console.log(
  primary(result)
    .importance.map((importance) => importance.toFixed(3))
    .join(' '),
);
