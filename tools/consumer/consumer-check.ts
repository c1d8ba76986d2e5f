import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pass, fail, type Check, type Outcome } from '../checks/check.ts';
import { readPackages, type WorkspacePackage } from '../packages/workspace-package.ts';
import { runCommand } from '../set-up/command.mjs';
import { root, rootPackage } from '../set-up/root.mjs';

const example = 'first-attribution.ts';

/** Name of the file that `pnpm pack` writes: `@reagent/core` 1.2.3 → `reagent-core-1.2.3.tgz`. */
function tarballOf({ manifest }: WorkspacePackage): string {
  return `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
}

/** A project that has every package of ours from its tarball, and nothing else from this workspace. */
function writeProject(folder: string, packages: readonly WorkspacePackage[]): void {
  const tarballs = Object.fromEntries(packages.map((each) => [each.manifest.name, `file:${tarballOf(each)}`]));
  const { packageManager, devDependencies } = rootPackage;
  const types = { '@types/node': devDependencies['@types/node'] };
  const manifest = { private: true, type: 'module', packageManager, dependencies: tarballs, devDependencies: types };
  // Dependencies of ours among each other come from the tarballs too: none is in a registry yet.
  const overrides = Object.entries(tarballs).map(([name, file]) => `  '${name}': '${file}'\n`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), `packages: ['.']\noverrides:\n${overrides.join('')}`);
  cpSync(join(root, 'examples', example), join(folder, example));
}

/** Runs as a page's worker, and its package's tests run it there. */
const inPagesOnly = new Set(['@reagent/backend-webgpu/worker']);

/** Every entry point of code, as a program that loads them under plain Node. */
function loader(packages: readonly WorkspacePackage[]): string {
  const entries = packages.flatMap(({ manifest }) =>
    Object.entries(manifest.exports ?? {})
      .filter(([, entry]) => typeof entry !== 'string')
      .map(([subpath]) => `${manifest.name}${subpath.slice(1)}`),
  );
  return entries
    .filter((entry) => !inPagesOnly.has(entry))
    .map((entry) => `import '${entry}';\n`)
    .join('');
}

interface Step {
  readonly what: string;
  /** Where it runs. */
  readonly folder: string;
  readonly command: string;
  readonly parameters: readonly string[];
}

function stepsIn(folder: string): readonly Step[] {
  const step = (what: string, command: string, ...parameters: string[]): Step => ({
    what,
    folder,
    command,
    parameters,
  });
  const filters = ['--filter=./packages/*', '--filter=./apps/*'];
  const compiler = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  return [
    { ...step('pack', 'pnpm', '-r', ...filters, 'pack', '--pack-destination', folder), folder: root },
    step('install', 'pnpm', 'install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'),
    step('load every entry point', process.execPath, 'load.mjs'),
    step('compile the example', 'tsc', ...compiler, example),
    step('run the example', process.execPath, example.replace('.ts', '.js')),
    step('run the command', join(folder, 'node_modules', '.bin', 'reagent'), '--version'),
  ];
}

async function runSteps(folder: string): Promise<Outcome> {
  const packages = readPackages(root);
  writeProject(folder, packages);
  writeFileSync(join(folder, 'load.mjs'), loader(packages));
  for (const { what, folder: where, command, parameters } of stepsIn(folder)) {
    // In order: each needs the one before it.
    const { code, output } = await runCommand(command, parameters, { folder: where });
    if (code !== 0) return fail(`${what}: exit code ${code}\n${output}`);
  }
  return pass();
}

/** What is published works where it is installed: packed, installed elsewhere, loaded, compiled against and run. */
export const consumerCheck: Check = {
  name: 'packed packages in a project of their own',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'reagent-consumer-'));
    try {
      return await runSteps(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
