import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './set-up/root.mjs';

/** Which packages of ours the source of each package may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  stopping: ['core'],
  'replacer-random': ['core'],
  'replacer-roberta': ['core'],
  'replacer-part-of-speech': ['core'],
  'onnx-graph': ['core'],
  tokenizer: ['core'],
  report: ['core'],
  'result-schema': ['core'],
  testing: ['core'],
  'attribution-element': ['core', 'report'],
  'onnx-model': ['core', 'onnx-graph', 'tokenizer'],
  'backend-onnx-node': ['core', 'onnx-graph', 'onnx-model'],
  'backend-webgpu': ['core', 'onnx-model'],
  'backend-remote': ['core', 'tokenizer'],
  tiny: ['core', 'backend-onnx-node'],
};
const packages = readdirSync(join(root, 'packages'));

/** A file, the one import it holds, and whether the arrows allow that. */
interface Attempt {
  readonly file: string;
  readonly specifier: string;
  readonly allowed: boolean;
}

function attemptsOf(name: string): Attempt[] {
  const allowed = arrows[name] ?? [];
  const source = `packages/${name}/src`;
  const engineAllowed = name === 'backend-onnx-node' || name === 'backend-webgpu';
  const nodeAllowed = name === 'backend-onnx-node' || name === 'tiny';
  return [
    ...packages.flatMap((other) => [
      { file: `${source}/${other}.ts`, specifier: `@reagent/${other}`, allowed: allowed.includes(other) },
      { file: `${source}/deep-${other}.ts`, specifier: `@reagent/${other}/deep`, allowed: allowed.includes(other) },
      {
        file: `${source}/${other}.test.ts`,
        specifier: `@reagent/${other}`,
        allowed: allowed.includes(other) || (other === 'testing' && name !== 'core'),
      },
      { file: `${source}/relative-${other}.ts`, specifier: `../../${other}/src/index.ts`, allowed: false },
      {
        file: `${source}/relative-${other}.test.ts`,
        specifier: `../../${other}/src/index.ts`,
        allowed: name === 'core' && other === 'testing',
      },
    ]),
    { file: `${source}/node.ts`, specifier: 'node:fs', allowed: nodeAllowed },
    { file: `${source}/node.test.ts`, specifier: 'node:fs', allowed: true },
    { file: `${source}/engine.ts`, specifier: 'onnxruntime-node', allowed: engineAllowed },
    { file: `${source}/own.ts`, specifier: './own/part.ts', allowed: true },
    { file: `${source}/part/own.ts`, specifier: '../own.ts', allowed: true },
    { file: `packages/${name}/test/own.test.ts`, specifier: '../src/own.ts', allowed: true },
  ];
}

const attempts: readonly Attempt[] = [
  ...packages.flatMap(attemptsOf),
  ...packages.flatMap((name) => [
    { file: `apps/cli/src/${name}.ts`, specifier: `@reagent/${name}`, allowed: true },
    { file: `apps/cli/src/relative-${name}.ts`, specifier: `../../../packages/${name}/src/index.ts`, allowed: false },
    { file: `tools/relative-${name}.ts`, specifier: `../packages/${name}/src/index.ts`, allowed: false },
  ]),
];

const folder = mkdtempSync(join(tmpdir(), 'reagent-arrows-'));
let reported: ReadonlySet<string>;

beforeAll(() => {
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const { file, specifier } of attempts) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import { something } from '${specifier}';\nexport const used = something;\n`);
  }
  const lint = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(lint.stdout) as { diagnostics: { code: string; filename: string }[] };
  const restricted = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'));
  reported = new Set(restricted.map(({ filename }) => filename));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every package has its arrows here', () => {
  expect(packages.toSorted()).toEqual(Object.keys(arrows).toSorted());
});

test.each(packages)('%s imports what its arrows allow, and nothing else', (name) => {
  const own = attempts.filter(({ file }) => file.startsWith(`packages/${name}/`));
  const said = own.map(
    ({ file, specifier }) => `${file} ← ${specifier}: ${reported.has(file) ? 'refused' : 'allowed'}`,
  );
  expect(said).toEqual(
    own.map(({ file, specifier, allowed }) => `${file} ← ${specifier}: ${allowed ? 'allowed' : 'refused'}`),
  );
});

test('apps and tools reach packages by their names only', () => {
  const outside = attempts.filter(({ file }) => !file.startsWith('packages/'));
  expect(outside.filter(({ file }) => reported.has(file))).toEqual(outside.filter(({ allowed }) => !allowed));
});
