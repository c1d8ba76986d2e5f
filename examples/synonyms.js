/** `reagent "The capital of France is" --replacer ./synonyms.js`: each word by another of its group. @type {import('@reagent/core').DrawSubstitute} */
export default ({ token, candidates, random, tokenizer }) => {
  const idOf = (word) => tokenizer.encode(word, { addSpecialTokens: false }).ids[0];
  const group = groups.map((words) => words.map(idOf)).find((ids) => ids.includes(token)) ?? candidates;
  const others = group.filter((id) => id !== token);
  return others[random.integer(others.length)];
};
const groups = [
  [' France', ' Italy', ' Spain'],
  [' capital', ' king', ' language'],
];
