import { runCommand } from './command.mjs';
import { say } from './say.mjs';

/** Longer than turbo takes to find that nothing has changed (about 0.5 s), in milliseconds. */
const patience = 1500;

/**
 * Builds one package and what it stands on; what has not changed comes from turbo's cache.
 *
 * @param {string} name of the package
 * @returns {Promise<boolean>} whether it is built now
 */
export async function build(name) {
  const notice = setTimeout(() => say('building what has changed …'), patience);
  const { code, output } = await runCommand('turbo', ['run', 'build', `--filter=${name}`, '--output-logs=errors-only']);
  clearTimeout(notice);
  if (code !== 0) say(`the build failed:\n${output}`);
  return code === 0;
}
