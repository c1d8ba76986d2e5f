import { attribute, defineReplacer, primary } from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

/** Replaces a word by a random one of the same case: names by names, other words by other words. */
const sameCase = defineReplacer('same-case', ({ token, candidates, random, tokenizer }) => {
  const isName = (id: number): boolean => /^\s*\p{Lu}/u.test(tokenizer.decode([id]));
  const fitting = candidates.filter((id) => isName(id) === isName(token));
  return fitting[random.integer(fitting.length)];
});

const result = await attribute({
  backend: createToyBackend(),
  replacer: sameCase,
  text: 'The capital of France is',
  stopping: criterionOf('default'),
});
const { target, effect, rationale } = primary(result);
console.log(`predicted: ${target.text}`);
result.tokens.forEach(({ text, special }, index) => {
  if (!special) console.log(`${text.trim().padEnd(10)} ${effect[index]?.estimate.toFixed(2) ?? 'nothing can be said'}`);
});
console.log(
  `made by: ${rationale.map((index) => result.tokens[index]?.text.trim()).join(' ') || 'no set stands apart'}`,
);
