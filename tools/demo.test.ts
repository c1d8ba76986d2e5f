import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './set-up/root.mjs';

// A workspace of its own, in which npx is a script and Vite a module that say what they were called with.
let workspace: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text, { mode: 0o755 });
}

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'reagent-demo-'));
  for (const part of ['tools/demo.mjs', 'tools/set-up'])
    cpSync(join(root, part), join(workspace, part), { recursive: true });
  write('package.json', JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' } }));
  write('pnpm-lock.yaml', 'lockfile: 1\n');
  write('node_modules/.pnpm/lock.yaml', 'lockfile: 1\n');
  write('node_modules/.modules.yaml', 'done\n');
  write('node_modules/.bin/npx', '#!/bin/sh\necho "npx $*"\n');
  write('node_modules/vite/package.json', '{ "name": "vite", "type": "module", "exports": "./index.js" }');
  write(
    'node_modules/vite/index.js',
    `export const build = async ({ root }) => console.log('build ' + root);
export const preview = async ({ root, preview }) => {
  console.log('preview ' + root + ' ' + JSON.stringify(preview));
  return { resolvedUrls: { local: ['http://localhost:1/'] } };
};
`,
  );
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function demo(
  env: NodeJS.ProcessEnv,
  ...parameters: string[]
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(workspace, 'tools/demo.mjs'), ...parameters], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
}

test('builds the site, serves it, opens it where there is a screen, and says its address', () => {
  const site = join(workspace, 'apps/demo');
  const { status, stdout } = demo({ DISPLAY: ':0' });
  expect(stdout.trimEnd().split('\n')).toEqual([
    `build ${site}`,
    `preview ${site} {"port":4173,"open":true}`,
    'The demo: http://localhost:1/  (Ctrl-C ends it)',
  ]);
  expect(status).toBe(0);
});

test('opens nothing where it is told so', () => {
  expect(demo({ DISPLAY: ':0' }, '--no-open', '--port', '5000').stdout).toContain('{"port":5000,"open":false}');
});

test('installs first what is missing', () => {
  rmSync(join(workspace, 'node_modules/.modules.yaml'));
  expect(demo({}).stderr).toContain('npx --yes pnpm@1.2.3 install --frozen-lockfile');
});

test('a failed installation ends it before the build', () => {
  rmSync(join(workspace, 'node_modules/.modules.yaml'));
  write('node_modules/.bin/npx', '#!/bin/sh\necho "no such version"\nexit 3\n');
  const { status, stdout } = demo({});
  expect([status, stdout]).toEqual([1, '']);
});

test('names its options where it is given another', () => {
  const { status, stderr } = demo({}, '--opne');
  expect(status).toBe(1);
  expect(stderr).toMatch(/--opne.*--no-open/);
});

test.each(['x', '-1', '70000', ''])('refuses --port=%s before anything is built', (port) => {
  const { status, stdout, stderr } = demo({}, `--port=${port}`);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('a whole number from 0 to 65535');
});
