import { attribute, primary } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';

const { backend, maskedModel, dispose } = await createTinyModels();
const [replacer, stopping] = [createRobertaReplacer({ maskedModel }), criterionOf('default')];
const result = await attribute({ backend, replacer, stopping, text: 'The capital of France is' });
result.tokens.forEach(({ text }, index) => console.log(text, primary(result).effect[index]?.estimate));
await dispose();
