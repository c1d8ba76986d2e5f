import type { WorkspacePackage } from './workspace-package.ts';

const core = '@reagent/core';

/**
 * A program must have one copy of core, so the packages around it name it as a peer and develop against the
 * workspace's; apps bring it. What others wrote is named by its exact version.
 */
export function dependencyProblems({ kind, folder, manifest }: WorkspacePackage): string[] {
  const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifest;
  const problems: string[] = [];
  if (kind === 'packages' && folder !== 'core') {
    if (dependencies[core] !== undefined) problems.push(`${core} is a dependency, not a peer`);
    if (peerDependencies[core] !== 'workspace:^') problems.push(`${core} is not a peer "workspace:^"`);
    if (devDependencies[core] !== 'workspace:*') problems.push(`${core} is not a dev dependency "workspace:*"`);
  }
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const wanted = name.startsWith('@reagent/') ? /^workspace:\*$/ : /^\d+\.\d+\.\d+(-[\w.]+)?$/;
    if (!wanted.test(version)) problems.push(`${name} is "${version}", which matches not ${wanted.source}`);
  }
  return problems;
}
