import { attribute, primary } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';

const { backend, maskedModel, dispose } = await createTinyModels();
const replacer = createRobertaReplacer({ maskedModel });
const result = await attribute({
  backend,
  replacer,
  text: 'The capital of France is',
  stopping: criterionOf('default'),
});
result.tokens.forEach((token, index) => console.log(token.text, primary(result).effect[index]?.estimate));
await dispose();
