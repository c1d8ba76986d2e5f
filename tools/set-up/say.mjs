/**
 * One line for the person in front of the terminal; stdout stays clean.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`reagent: ${line}\n`);
}
