import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Written last, and only into a whole folder: what made it, and the size of every file. */
const stamp = 'build.json';

/**
 * @typedef {object} Build
 * @property {string} recipe
 * @property {readonly string[]} dtypes
 * @property {Readonly<Record<string, number>>} files bytes of each, by its path in the folder
 */

/** @returns {string} a hash of everything that decides what a build gives: the Python scripts and the pinned versions */
export function recipe() {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (/\.(py|txt)$/.test(name))
      hash
        .update(`${name}\0`)
        .update(readFileSync(join(folder, name)))
        .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Build | undefined} what a finished build says of itself, whatever the files look like by now
 */
export function readStamp(folder) {
  const path = join(folder, stamp);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * @param {string} folder
 * @param {readonly string[]} dtypes
 * @returns {boolean} whether the folder is a whole build of the present scripts and has these dtypes
 */
export function isFinished(folder, dtypes) {
  const build = readStamp(folder);
  if (build === undefined || build.recipe !== recipe() || dtypes.some((dtype) => !build.dtypes.includes(dtype))) {
    return false;
  }
  return Object.entries(build.files).every(
    ([path, bytes]) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === bytes,
  );
}

/**
 * @param {string} folder whose files are all there
 * @param {readonly string[]} dtypes
 */
export function finish(folder, dtypes) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const files = Object.fromEntries(
    paths
      .sort()
      .map((path) => /** @type {const} */ ([path, statSync(join(folder, path))]))
      .filter(([, found]) => found.isFile())
      .map(([path, { size }]) => [path, size]),
  );
  writeFileSync(join(folder, stamp), `${JSON.stringify({ recipe: recipe(), dtypes, files }, null, 2)}\n`);
}
