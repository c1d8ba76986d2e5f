import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readPackages } from '../packages/workspace-package.ts';
import { git, type Base } from './base.ts';
import type { PackageChange } from './missing-changesets.ts';

/** Paths of files that differ from the base, uncommitted and new ones included. */
function changedFiles(root: string, base: Base): readonly string[] {
  const changed = 'commit' in base ? git(root, 'diff', '--name-only', base.commit) : git(root, 'ls-files');
  const added = git(root, 'ls-files', '--others', '--exclude-standard');
  return [changed, added].flatMap((lines) => (lines === undefined || lines === '' ? [] : lines.split('\n')));
}

function versionAt(root: string, base: Base, folder: string): string {
  const manifest = 'commit' in base ? git(root, 'show', `${base.commit}:${folder}/package.json`) : undefined;
  return manifest === undefined ? '0.0.0' : (JSON.parse(manifest) as { version: string }).version;
}

/** What changed in each published package since the base, and the texts of the changesets that were added since. */
export function changesSince(root: string, base: Base): { changes: PackageChange[]; changesets: string[] } {
  const files = changedFiles(root, base);
  const changes = readPackages(root).map(({ path, manifest }) => {
    const folder = relative(root, path);
    const own = files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
    return { name: manifest.name, files: own, released: versionAt(root, base, folder) !== manifest.version };
  });
  const folder = join(root, '.changeset');
  const pending = existsSync(folder) ? readdirSync(folder) : [];
  const changesets = pending
    .filter((name) => name.endsWith('.md') && files.includes(`.changeset/${name}`))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return { changes, changesets };
}
