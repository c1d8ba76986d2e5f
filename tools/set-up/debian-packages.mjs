import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPython } from '../smollm2/python.mjs';
import { runCommand } from './command.mjs';
import { say } from './say.mjs';

/**
 * The Debian packages that tests use: what each is for, and whether what it brings is there.
 *
 * @type {readonly { name: string, purpose: string, isThere: () => Promise<boolean> }[]}
 */
const debianPackages = [
  { name: 'git', purpose: 'the check that every change has a changeset', isThere: async () => isOnPath('git') },
  {
    name: 'python3-venv',
    purpose: 'the tests on SmolLM2, which CI=true builds',
    isThere: async () => process.env.CI !== 'true' || (await findPython()).problem === undefined,
  },
  {
    name: 'chromium',
    purpose: 'the tests of the HTML report and of models in a page, which are skipped without',
    isThere: async () => isOnPath('chromium'),
  },
  {
    name: 'nginx',
    // With CI=true only: Debian starts it with its own page where services may start.
    purpose: 'the test of two model servers behind it, which is skipped without',
    isThere: async () => process.env.CI !== 'true' || existsSync('/usr/sbin/nginx'),
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
  const missing = [];
  for (const each of debianPackages) if (!(await each.isThere())) missing.push(each);
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
