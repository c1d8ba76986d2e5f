import { isDeepStrictEqual } from 'node:util';
import { readFileOf, type ExportEntry, type WorkspacePackage } from './workspace-package.ts';

/** The condition under which the packages of the workspace find each other's source, so that nothing is built first. */
const sourceCondition = '@reagent/source';

/** What is published: the same without the source condition, which would lead users to TypeScript. */
function published(entry: ExportEntry): ExportEntry {
  if (typeof entry === 'string') return entry;
  return Object.fromEntries(Object.entries(entry).filter(([condition]) => condition !== sourceCondition));
}

function entryProblems(workspacePackage: WorkspacePackage, subpath: string, entry: ExportEntry): string[] {
  if (typeof entry === 'string') {
    return entry.endsWith('.json') ? [] : [`exports["${subpath}"] is code, and is not split by condition`];
  }
  const source = entry[sourceCondition] ?? '';
  const module = /^\.\/src\/(.+)\.ts$/.exec(source)?.[1];
  if (module === undefined) return [`exports["${subpath}"] has no source in ./src`];
  const wanted = { [sourceCondition]: source, types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` };
  // The order counts: the first condition that fits wins.
  if (JSON.stringify(entry) !== JSON.stringify(wanted)) {
    return [`exports["${subpath}"] is not ${JSON.stringify(wanted)}`];
  }
  const text = readFileOf(workspacePackage, source);
  if (text === undefined) return [`exports["${subpath}"] names ${source}, which does not exist`];
  return /^export (\*|default)/m.test(text) ? [`${source} has other than named exports`] : [];
}

/** `exports` names source, types and code of each entry point, and the published copy leaves the source out. */
export function exportProblems(workspacePackage: WorkspacePackage): string[] {
  const { exports = {}, publishConfig } = workspacePackage.manifest;
  const problems = Object.entries(exports).flatMap(([subpath, entry]) =>
    entryProblems(workspacePackage, subpath, entry),
  );
  if (exports['.'] === undefined) problems.push('exports has no "."');
  if (exports['./package.json'] !== './package.json') problems.push('exports has no "./package.json"');
  const wanted = Object.fromEntries(Object.entries(exports).map(([subpath, entry]) => [subpath, published(entry)]));
  if (!isDeepStrictEqual(publishConfig?.exports, wanted)) {
    problems.push(`publishConfig.exports is not exports without ${sourceCondition}`);
  }
  return problems;
}
