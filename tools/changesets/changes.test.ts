import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findBase, git } from './base.ts';
import { changesSince } from './changes.ts';
import { missingChangesets } from './missing-changesets.ts';

// Where git is missing a contributor's run goes on without these; in CI they fail.
const canRun = process.env['CI'] === 'true' || spawnSync('git', ['--version']).status === 0;

let repository: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(repository, file)), { recursive: true });
  writeFileSync(join(repository, file), text);
}

function run(...parameters: string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  if (git(repository, ...identity, ...parameters) === undefined) throw new Error(`git ${parameters.join(' ')} failed`);
}

function commit(message: string): void {
  run('add', '-A');
  run('commit', '-m', message);
}

function missing(): readonly string[] {
  const { changes, changesets } = changesSince(repository, findBase(repository));
  return missingChangesets(changes, changesets);
}

describe.skipIf(!canRun)('changes since the base (skipped where git is not installed)', () => {
  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'reagent-changes-'));
    run('init', '--initial-branch=main');
    mkdirSync(join(repository, 'apps'));
    for (const name of ['core', 'tiny']) {
      write(`packages/${name}/package.json`, JSON.stringify({ name: `@reagent/${name}`, version: '0.0.0' }));
    }
  });

  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  test('without a commit there is nothing to compare with', () => {
    expect(findBase(repository)).toEqual({ unknown: 'no git, or no commit' });
  });

  test('before the first release every package needs a changeset, committed or not', () => {
    commit('first');
    expect(findBase(repository)).toEqual({ everything: true });
    expect(missing()).toEqual(['@reagent/core', '@reagent/tiny']);
    write('.changeset/first.md', '---\n"@reagent/core": minor\n---\n\nFirst\n');
    expect(missing()).toEqual(['@reagent/tiny']);
  });

  test('after a release only what changed since needs one, also where it is not committed yet', () => {
    commit('first');
    run('tag', '@reagent/core@0.0.0');
    expect(findBase(repository)).toEqual({ commit: '@reagent/core@0.0.0' });
    expect(missing()).toEqual([]);
    write('packages/tiny/src/index.ts', 'export {};\n');
    expect(missing()).toEqual(['@reagent/tiny']);
    commit('change');
    expect(missing()).toEqual(['@reagent/tiny']);
    write('packages/tiny/package.json', JSON.stringify({ name: '@reagent/tiny', version: '0.1.0' }));
    expect(missing()).toEqual([]);
  });

  test('on a branch a changeset of main does not count', () => {
    write('.changeset/old.md', '---\n"@reagent/core": minor\n---\n\nOld\n');
    commit('first');
    run('update-ref', 'refs/remotes/origin/main', 'HEAD');
    run('checkout', '-b', 'branch');
    write('packages/core/src/index.ts', 'export {};\n');
    commit('change');
    expect(missing()).toEqual(['@reagent/core']);
    write('.changeset/new.md', '---\n"@reagent/core": patch\n---\n\nNew\n');
    expect(missing()).toEqual([]);
  });
});
