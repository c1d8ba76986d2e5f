// Runs on any Node that knows ES modules: no newer syntax here.

/**
 * @param {string} version such as `20.19.0`
 * @returns {number[]}
 */
function parts(version) {
  return version.split('.').map(Number);
}

/**
 * @param {string} version of the running Node, such as `20.19.0`
 * @param {string} range `engines.node` of package.json, such as `>=20.19`
 * @returns {string | undefined} what is wrong and what to do, or nothing
 */
export function nodeVersionProblem(version, range) {
  const has = parts(version);
  const needs = parts(range.replace('>=', ''));
  const difference = needs.map((need, index) => (has[index] || 0) - need).find((value) => value !== 0);
  if (difference === undefined || difference > 0) return undefined;
  return `Node ${version} is too old: this needs Node ${range.replace('>=', '')} or newer. Install one from https://nodejs.org and run the command again.`;
}
