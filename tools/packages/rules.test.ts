import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { promisedExport } from './naming-rules.ts';
import { packageProblems } from './rules.ts';

const entry = { '@reagent/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' };
const published = { types: './dist/index.d.ts', default: './dist/index.js' };
const manifest = {
  name: '@reagent/backend-toy-engine',
  version: '0.0.0',
  description: 'A backend',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.19' },
  exports: { '.': entry, './package.json': './package.json' },
  files: ['dist', 'src', '!src/**/*.test.ts'],
  publishConfig: { access: 'public', exports: { '.': published, './package.json': './package.json' } },
  dependencies: { engine: '1.2.3', '@reagent/tokenizer': 'workspace:*' },
  peerDependencies: { '@reagent/core': 'workspace:^' },
  devDependencies: { '@reagent/core': 'workspace:*' },
};
const files = {
  'README.md': '# @reagent/backend-toy-engine\n',
  LICENSE: 'MIT License\n',
  'tsconfig.json': JSON.stringify({ references: [{ path: '../core' }, { path: '../tokenizer' }] }),
  'src/index.ts': "export { createToyEngineBackend } from './backend.ts';\n",
};

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Problems of a workspace with one package: the good one above, changed. */
function problemsOf(change: { manifest?: object; files?: Record<string, string | null>; kind?: string }): string[] {
  const root = mkdtempSync(join(tmpdir(), 'reagent-rules-'));
  roots.push(root);
  mkdirSync(join(root, 'packages'));
  mkdirSync(join(root, 'apps'));
  const folder = join(root, change.kind ?? 'packages', 'backend-toy-engine');
  const texts = { ...files, 'package.json': JSON.stringify({ ...manifest, ...change.manifest }), ...change.files };
  for (const [file, text] of Object.entries(texts)) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return packageProblems(root).map((problem) => problem.replace(/^\w+\/backend-toy-engine: /, ''));
}

test('a package that keeps the rules has no problem', () => {
  expect(problemsOf({})).toEqual([]);
});

test('a private package is not looked at', () => {
  expect(problemsOf({ manifest: { private: true, name: 'anything' } })).toEqual([]);
});

test.each([
  ['name', { name: '@reagent/other' }, 'the name is not @reagent/backend-toy-engine'],
  ['description', { description: '' }, 'there is no description'],
  ['license', { license: 'ISC' }, 'the licence is not MIT'],
  ['type', { type: 'commonjs' }, 'the type is not module'],
  ['sideEffects', { sideEffects: true }, 'sideEffects is not false'],
  ['engines', { engines: { node: '>=18' } }, 'engines.node is not >=20.19'],
  ['files', { files: ['dist', '!src/**/*.test.ts'] }, 'files does not name dist and src'],
  ['tests in files', { files: ['dist', 'src'] }, 'files does not leave the tests out'],
  [
    'core as a dependency',
    { dependencies: { ...manifest.dependencies, '@reagent/core': 'workspace:*' } },
    '@reagent/core is a dependency, not a peer',
  ],
  [
    'another peer',
    { peerDependencies: { '@reagent/core': 'workspace:*' } },
    '@reagent/core is not a peer "workspace:^"',
  ],
  ['no dev core', { devDependencies: {} }, '@reagent/core is not a dev dependency "workspace:*"'],
  ['a range', { dependencies: { ...manifest.dependencies, engine: '^1.2.3' } }, /^engine is "\^1\.2\.3"/],
  ['a pinned own package', { dependencies: { '@reagent/tokenizer': '1.0.0' } }, /^@reagent\/tokenizer is "1\.0\.0"/],
])('%s', (_what, change, problem) => {
  const problems = problemsOf({ manifest: change });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
});

test.each([
  ['no access', { ...manifest.publishConfig, access: 'restricted' }, 'publishConfig.access is not public'],
  ['the source published', { access: 'public', exports: manifest.exports }, /^publishConfig\.exports is not exports/],
  ['all exports published', { access: 'public' }, /^publishConfig\.exports is not exports/],
])('%s', (_what, publishConfig, problem) => {
  const problems = problemsOf({ manifest: { publishConfig } });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
});

test.each([
  ['types of another entry', { ...entry, types: './dist/other.d.ts' }, /^exports\["\."\] is not/],
  [
    'default before types',
    { '@reagent/source': entry['@reagent/source'], default: entry.default, types: entry.types },
    /is not/,
  ],
  ['no source', published, 'exports["."] has no source in ./src'],
  ['code without conditions', './dist/index.js', /is not split by condition/],
])('exports: %s', (_what, changed, problem) => {
  const problems = problemsOf({ manifest: { exports: { ...manifest.exports, '.': changed } } });
  expect(problems.join('\n')).toMatch(problem);
});

test.each([
  ['README.md', null, 'there is no README.md'],
  ['README.md', '# Another\n', 'README.md does not start with "# @reagent/backend-toy-engine"'],
  ['LICENSE', null, 'there is no LICENSE (MIT)'],
  ['tsconfig.json', null, 'there is no tsconfig.json'],
  ['tsconfig.json', '{ "references": [{ "path": "../core" }] }', 'tsconfig.json has no reference to tokenizer'],
  [
    'tsconfig.json',
    '{ "references": [{ "path": "../core" }, { "path": "../tokenizer" }, { "path": "../tiny" }] }',
    'tsconfig.json refers to tiny: no dependency',
  ],
  ['src/index.ts', "export * from './backend.ts';\nexport { createToyEngineBackend };\n", 'other than named exports'],
  ['src/index.ts', 'export { createToyBackend };\n', 'src/index.ts does not export createToyEngineBackend'],
  ['src/index.ts', 'export { createToyEngineBackendToo };\n', 'src/index.ts does not export createToyEngineBackend'],
])('%s as %j', (file, text, problem) => {
  const problems = problemsOf({ files: { [file]: text } });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test('an entry point that does not exist', () => {
  expect(problemsOf({ files: { 'src/index.ts': null } }).join('\n')).toContain(
    'names ./src/index.ts, which does not exist',
  );
});

test('an app brings core itself', () => {
  const own = { dependencies: { '@reagent/core': 'workspace:*' }, peerDependencies: {}, devDependencies: {} };
  const references = JSON.stringify({ references: [{ path: '../../packages/core' }] });
  expect(problemsOf({ kind: 'apps', manifest: own, files: { 'tsconfig.json': references } })).toEqual([]);
});

test.each([
  ['backend-onnx-node', 'createOnnxNodeBackend'],
  ['backend-webgpu', 'createWebGpuBackend'],
  ['replacer-part-of-speech', 'createPartOfSpeechReplacer'],
  ['stopping', undefined],
])('%s promises %s', (folder, promised) => {
  expect(promisedExport(folder)).toBe(promised);
});
