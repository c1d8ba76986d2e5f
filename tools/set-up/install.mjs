import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { root, rootPackage } from './root.mjs';
import { say } from './say.mjs';

/**
 * pnpm keeps a copy of the lockfile it installed from, and writes `.modules.yaml` when it is done.
 *
 * @param {string} folder of a workspace
 */
function isInstalled(folder) {
  const installed = join(folder, 'node_modules', '.pnpm', 'lock.yaml');
  if (!existsSync(installed) || !existsSync(join(folder, 'node_modules', '.modules.yaml'))) return false;
  return readFileSync(installed, 'utf8') === readFileSync(join(folder, 'pnpm-lock.yaml'), 'utf8');
}

/**
 * Installs what the lockfile names, where that is not what is there.
 *
 * @returns {Promise<boolean>} whether everything is there now
 */
export async function install() {
  if (isInstalled(root)) return true;
  say(`installing the packages of pnpm-lock.yaml (${rootPackage.packageManager}; the first time takes a minute) …`);
  const settings = ['--frozen-lockfile', '--reporter=append-only', '--config.confirmModulesPurge=false'];
  const { code } = await runCommand('npx', ['--yes', rootPackage.packageManager, 'install', ...settings], {
    show: true,
  });
  if (code !== 0) say('the installation failed; the lines above say why. Mend that and run the same command again.');
  return code === 0;
}
