/**
 * `reagent "The capital of France is" --replacer ./synonyms.js`: a word of the table by another of its group.
 * @type {import('@reagent/core').DrawSubstitute}
 */
export default ({ token, candidates, random, tokenizer }) => {
  const word = tokenizer.decode([token]);
  const others = table.find((words) => words.includes(word))?.filter((other) => other !== word);
  if (others === undefined) return candidates[random.integer(candidates.length)];
  const drawn = others[random.integer(others.length)];
  return candidates.find((id) => tokenizer.decode([id]) === drawn);
};
const table = [' France, Italy, Spain'.split(','), [' capital', ' king', ' language'], [' is', ' was']];
