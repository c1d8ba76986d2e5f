import { execFileSync } from 'node:child_process';

/** What changes are compared with: a commit, everything (before the first release), or nothing that git can tell. */
export type Base = { readonly commit: string } | { readonly everything: true } | { readonly unknown: string };

/** Output of a git command in `root`, or nothing where it fails. */
export function git(root: string, ...parameters: string[]): string | undefined {
  try {
    return execFileSync('git', parameters, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** On a branch: where it left origin/main. On main: the last release, or everything before the first one. */
export function findBase(root: string): Base {
  const head = git(root, 'rev-parse', 'HEAD');
  if (head === undefined) return { unknown: 'no git, or no commit' };
  if (git(root, 'rev-parse', '--is-shallow-repository') === 'true') return { unknown: 'the clone is shallow' };
  const fork = git(root, 'merge-base', 'HEAD', 'origin/main');
  if (fork !== undefined && fork !== head) return { commit: fork };
  const release = git(root, 'describe', '--tags', '--abbrev=0', '--match', '@reagent/core@*');
  return release === undefined ? { everything: true } : { commit: release };
}
