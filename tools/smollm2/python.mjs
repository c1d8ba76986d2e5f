import { runCommand } from '../set-up/command.mjs';

/** What the pinned packages of requirements.txt have wheels for. */
const oldestMinor = 10;
const wanted =
  'Python 3.10 to 3.14 with pip and venv (https://www.python.org; Debian and Ubuntu: apt-get install python3-venv)';

/** Prints the version, then fails where no environment can be made: Debian has `ensurepip` in a package of its own. */
const question = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); import venv, ensurepip';

/**
 * @param {string} command
 * @returns {Promise<string | undefined>} what keeps this Python from being used; undefined: nothing
 */
async function pythonProblem(command) {
  const { code, output } = await runCommand(command, ['-c', question], { shell: false });
  const version = /^(\d+)\.(\d+)\.\d+/m.exec(output);
  if (version === null) return 'is not there';
  const [found, major, minor] = version;
  if (major !== '3' || Number(minor) < oldestMinor) return `is Python ${found}`;
  return code === 0 ? undefined : `is Python ${found} without venv or pip`;
}

/**
 * Finds a Python that can make environments.
 *
 * @param {readonly string[]} [names] of the programs to try, in this order
 * @returns {Promise<{ command: string, problem?: undefined } | { problem: string }>} its command, or what to do
 */
export async function findPython(names = ['python3', 'python']) {
  const problems = [];
  for (const command of names) {
    const problem = await pythonProblem(command);
    if (problem === undefined) return { command };
    problems.push(`${command} ${problem}`);
  }
  return { problem: `this needs ${wanted}; ${problems.join(', ')}` };
}
