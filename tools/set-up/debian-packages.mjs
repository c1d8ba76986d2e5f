import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './command.mjs';
import { say } from './say.mjs';

/**
 * The Debian packages that tests use: a program that each brings, and what it is for.
 *
 * @type {readonly { name: string, program: string, purpose: string }[]}
 */
const debianPackages = [
  { name: 'git', program: 'git', purpose: 'the check that every change has a changeset' },
  {
    name: 'chromium',
    program: 'chromium',
    purpose: 'the tests of the HTML report in a browser, which are skipped without',
  },
];

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** @param {string} release the text of /etc/os-release */
export function isDebian(release) {
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(release);
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/os-release') && isDebian(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs what is missing where that is possible, and names it where it is not. */
export async function installDebianPackages() {
  if (process.platform !== 'linux') return;
  const missing = debianPackages.filter(({ program }) => !isOnPath(program));
  if (missing.length === 0) return;
  if (!canInstall()) {
    for (const { name, purpose } of missing) say(`the Debian package ${name} is missing (for ${purpose})`);
    return;
  }
  const update = await runCommand('apt-get', ['update']);
  // One by one, so that one that cannot be had does not take the others with it.
  for (const { name, purpose } of missing) {
    say(`installing the Debian package ${name} (for ${purpose}) …`);
    const { code, output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', name]);
    if (code !== 0) say(`that failed:\n${update.output}${output}`);
  }
}
