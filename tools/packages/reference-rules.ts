import { readFileOf, type WorkspacePackage } from './workspace-package.ts';

/** The packages of ours whose types the package's own build reads. */
function ownDependencies({ manifest }: WorkspacePackage): readonly string[] {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return names.filter((name) => name.startsWith('@reagent/')).map((name) => name.slice('@reagent/'.length));
}

/** `references` of tsconfig.json names each package of ours that is depended on, so that `tsc -b` builds in order. */
export function referenceProblems(workspacePackage: WorkspacePackage): string[] {
  const text = readFileOf(workspacePackage, 'tsconfig.json');
  if (text === undefined) return ['there is no tsconfig.json'];
  const { references = [] } = JSON.parse(text) as { references?: { path: string }[] };
  const has = new Set(references.map(({ path }) => path.replace(/^.*\//, '')));
  const wants = new Set(ownDependencies(workspacePackage));
  return [
    ...[...wants].filter((name) => !has.has(name)).map((name) => `tsconfig.json has no reference to ${name}`),
    ...[...has].filter((name) => !wants.has(name)).map((name) => `tsconfig.json refers to ${name}: no dependency`),
  ];
}
