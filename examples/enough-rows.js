/**
 * `reagent "The capital of France is" --stop ./enough-rows.js`: ends when there are ten rows for each word.
 * @type {import('@reagent/core').StoppingFunction}
 */
export default ({ rows, eligible }) => rows >= 10 * eligible.length;
