/**
 * `reagent "The capital of France is" --replacer ./synonyms.js`: a word of the table by another of its group.
 * @type {import('@reagent/core').DrawSubstitute}
 */
export default ({ token, candidates, random, tokenizer }) => {
  /** @param {string} word */
  const idOf = (word) => tokenizer.encode(word, { addSpecialTokens: false }).ids[0];
  const group = table.map((words) => words.map(idOf)).find((ids) => ids.includes(token));
  const others = (group ?? [...candidates]).filter((id) => id !== token);
  return others[random.integer(others.length)];
};
const table = [' France, Italy, Spain'.split(','), [' capital', ' king', ' language'], [' is', ' was']];
