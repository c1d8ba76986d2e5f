import { attribute, defineBackend, primary } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { createToyTokenizer } from '@reagent/testing';

// Any function that gives the logits of all tokens after a context; a real one would ask its engine or its server.
const words = 'after heavy rain sun wind the street is wet dry'.split(' ');
const wet = (ids: Int32Array): number => (ids.includes(words.indexOf('rain')) ? 5 : -5);
const logitsAfter = (ids: Int32Array): number[] => words.map((word) => (word === 'wet' ? wet(ids) : 0));

const backend = defineBackend('weather', logitsAfter, { tokenizer: createToyTokenizer({ words, specialTokens: [] }) });
const [replacer, stopping] = [createRandomReplacer(), criterionOf('default')];
const result = await attribute({ backend, replacer, stopping, text: 'after heavy rain the street is' });
result.tokens.forEach(({ text }, index) => console.log(text, primary(result).effect[index]?.estimate.toFixed(2)));
