import { attribute, primary } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const plugIns = { backend: createToyBackend(), replacer: createRandomReplacer(), stopping: criterionOf('default') };
const result = await attribute({ ...plugIns, text: 'The capital of France is' });
console.log(primary(result).target.text, primary(result).rationale);
