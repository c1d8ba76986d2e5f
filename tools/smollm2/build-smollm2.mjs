import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runCommand } from '../set-up/command.mjs';
import { root } from '../set-up/root.mjs';
import { say } from '../set-up/say.mjs';
import { finish, isFinished, readStamp, recipe } from './finished-build.mjs';
import { ingredients, scripts } from './ingredients.mjs';

/** Where the tests look for it. */
export const smollm2Folder = join(root, 'models', 'SmolLM2-135M-Instruct');

/** The files that can be built, by transformers.js's names. */
export const dtypes = ['fp32', 'fp16', 'q8', 'int8'];

/**
 * @typedef {object} Outcome
 * @property {'there' | 'built' | 'unavailable' | 'failed'} kind `unavailable`: this machine lacks what it takes
 * @property {string} [reason] of the last two, with what to do
 */

/** @returns {boolean} whether the tests have it, if perhaps of an earlier version of these scripts */
export function isSmolLM2Built() {
  return readStamp(smollm2Folder) !== undefined;
}

/**
 * Builds the folder of SmolLM2-135M-Instruct where it is not there already, whole. It is made under another name, so
 * that nobody sees half of it.
 *
 * @param {{ out?: string, only?: readonly string[] }} [options] the folder, and which of `dtypes`
 * @returns {Promise<Outcome>}
 */
export async function buildSmolLM2({ out = smollm2Folder, only = dtypes } = {}) {
  if (isFinished(out, only)) return { kind: 'there' };
  const before = readStamp(out);
  if (before === undefined && existsSync(out) && readdirSync(out).length > 0) {
    return { kind: 'failed', reason: `${out} is not a build of this script: move it away, or choose another --out` };
  }
  const found = await ingredients();
  if (found.problem !== undefined) return { kind: 'unavailable', reason: found.problem };
  const kept = before?.recipe === recipe() ? before.dtypes : [];
  const wanted = dtypes.filter((dtype) => only.includes(dtype) || kept.includes(dtype));
  const cost = wanted.includes('int8') ? ' (about a minute, 3 GB of memory)' : '';
  say(`SmolLM2: building ${wanted.join(', ')}${cost} …`);
  removeLeftOvers(out);
  const part = `${out}.part-${process.pid}`;
  mkdirSync(part, { recursive: true });
  try {
    const parameters = ['-B', join(scripts, 'build.py'), '--wheel', found.wheel, '--out', part, '--dtypes', ...wanted];
    const { code, output } = await runCommand(found.python, parameters, { show: true, shell: false });
    if (code !== 0) return { kind: 'failed', reason: `build.py ended with ${code}:\n${output}` };
    finish(part, wanted);
    rmSync(out, { recursive: true, force: true });
    renameSync(part, out);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return { kind: 'built' };
}

/**
 * Removes what builds that were killed have left beside the folder.
 *
 * @param {string} out
 */
function removeLeftOvers(out) {
  const parent = dirname(out);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const builder = name.startsWith(`${basename(out)}.part-`) ? Number(name.split('.part-').at(-1)) : Number.NaN;
    if (Number.isInteger(builder) && !isRunning(builder)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
