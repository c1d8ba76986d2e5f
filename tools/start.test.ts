import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './set-up/root.mjs';

// A workspace of its own, in which turbo and npx are scripts that say what they were called with.
let workspace: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text, { mode: 0o755 });
}

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'reagent-start-'));
  for (const part of ['tools/start.mjs', 'tools/set-up'])
    cpSync(join(root, part), join(workspace, part), { recursive: true });
  write('package.json', JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' } }));
  write('pnpm-lock.yaml', 'lockfile: 1\n');
  write('node_modules/.pnpm/lock.yaml', 'lockfile: 1\n');
  write('node_modules/.modules.yaml', 'done\n');
  write('node_modules/.bin/turbo', '#!/bin/sh\necho "turbo $*"\n');
  write('node_modules/.bin/npx', '#!/bin/sh\necho "npx $*"\n');
  write(
    'apps/cli/dist/main.js',
    'process.stdout.write(JSON.stringify(process.argv.slice(1)));\nprocess.exitCode = 7;\n',
  );
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function start(...parameters: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(workspace, 'tools/start.mjs'), ...parameters], { encoding: 'utf8' });
}

test('with everything there it is the program: its arguments, its stdout, its exit code, and nothing else', () => {
  const { status, stdout, stderr } = start('a "text"', '--json', '-', '--', '-5 degrees');
  const program = join(workspace, 'apps/cli/dist/main.js');
  expect(JSON.parse(stdout)).toEqual([program, 'a "text"', '--json', '-', '--', '-5 degrees']);
  expect([status, stderr]).toEqual([7, '']);
});

test.each([
  ['node_modules/.pnpm/lock.yaml', 'lockfile: 0\n'],
  ['pnpm-lock.yaml', 'lockfile: 2\n'],
])('installs with the pinned pnpm where %s differs, and says so on stderr', (file, text) => {
  write(file, text);
  const { status, stdout, stderr } = start('text');
  expect(stderr).toContain('npx --yes pnpm@1.2.3 install --frozen-lockfile');
  expect(JSON.parse(stdout)).toHaveLength(2);
  expect(status).toBe(7);
});

test.each(['node_modules/.pnpm/lock.yaml', 'node_modules/.modules.yaml'])('installs where %s is missing', (file) => {
  rmSync(join(workspace, file));
  expect(start('text').stderr).toContain('install --frozen-lockfile');
});

test('a failed installation ends it before the build, with what was said', () => {
  rmSync(join(workspace, 'node_modules/.modules.yaml'));
  write('node_modules/.bin/npx', '#!/bin/sh\necho "no such version"\nexit 3\n');
  const { status, stdout, stderr } = start('text');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('no such version');
  expect(stderr).not.toContain('turbo');
});

test('a failed build ends it before the program, with what was said', () => {
  write('node_modules/.bin/turbo', '#!/bin/sh\necho "turbo $*"\necho "does not compile" >&2\nexit 1\n');
  const { status, stdout, stderr } = start('text');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('turbo run build --filter=@reagent/cli');
  expect(stderr).toContain('does not compile');
});

test('Ctrl-C reaches the program, and its last words and exit code come through', async () => {
  write(
    'apps/cli/dist/main.js',
    `const running = setInterval(() => {}, 1000);
process.once('SIGINT', () => {
  clearInterval(running);
  console.log('best so far');
  process.exitCode = 5;
});
console.log('running');
`,
  );
  const child = spawn(process.execPath, [join(workspace, 'tools/start.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '') child.kill('SIGINT');
    stdout += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([stdout, code]).toEqual(['running\nbest so far\n', 5]);
});
