import { tokenMatrix } from '@reagent/core';
import { createTinyModels } from '@reagent/tiny';

const { maskedModel, dispose } = await createTinyModels();
const { ids } = maskedModel.tokenizer.encode('The capital of<mask> is Paris.');
const position = ids.indexOf(maskedModel.maskToken);
const [proposals] = await maskedModel.propose({ contexts: tokenMatrix([ids]), positions: [[0, position]], k: 3 });
console.log(Array.from(proposals!.tokens, (token) => maskedModel.tokenizer.decode([token])));
await dispose();
