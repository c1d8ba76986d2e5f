import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseResult } from '@reagent/result-schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from './child.ts';

const models = join(dirname(fileURLToPath(import.meta.resolve('@reagent/tiny/package.json'))), 'models');
const folders: Record<string, string> = {
  'tiny/causal': join(models, 'causal-lm'),
  'tiny/masked': join(models, 'masked-lm'),
};
const commit = 'c0ffee'.padEnd(40, '0');
const cacheDir = mkdtempSync(join(tmpdir(), 'reagent-cli-hub-'));

/** The Hub's addresses, for the models that come along. */
const server = createServer((request, response) => {
  const [, api, owner, name, , revision] =
    /^(\/api\/models)?\/(\w+)\/(\w+)\/(resolve|revision)\/(\w+)/.exec(request.url ?? '') ?? [];
  if (name === 'gated') return void response.writeHead(401, { 'x-error-code': 'GatedRepo' }).end();
  const folder = folders[`${owner}/${name}`];
  if (folder === undefined || (revision !== 'v1' && revision !== commit)) return void response.writeHead(404).end();
  if (api === undefined) return void response.end(readFileSync(join(folder, request.url?.split(commit)[1] ?? '')));
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const siblings = paths.flatMap((rfilename) => {
    if (!statSync(join(folder, rfilename)).isFile()) return [];
    const data = readFileSync(join(folder, rfilename));
    return [{ rfilename, size: data.length, lfs: { sha256: createHash('sha256').update(data).digest('hex') } }];
  });
  response.end(JSON.stringify({ sha: commit, siblings }));
});
let env: Record<string, string>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = { HF_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, HF_TOKEN: 'hf_secretOfTheUser' };
});
afterAll(() => {
  server.close();
  rmSync(cacheDir, { recursive: true });
});

const call = [
  'The capital of France is',
  '--max-evaluations',
  '20',
  '--json',
  '-',
  '--dtype',
  'fp32',
  '--cache-dir',
  cacheDir,
];
const causal = ['--model', 'tiny/causal', '--revision', 'v1'];
const masked = ['--masked-model', 'tiny/masked', '--masked-revision', 'v1'];

test('models by their names on the Hub: downloaded, said so, and the same as those that come along', async () => {
  const first = await startChild([...call, ...causal, ...masked], env).end();
  expect(first.stderr).toMatch(
    /^reagent: downloading tiny\/causal \([\d.]+ [kM]B\)\nreagent: downloading tiny\/masked \([\d.]+ [kM]B\)\nreagent: explaining/,
  );
  expect(first.code).toBe(0);
  expect(existsSync(join(cacheDir, 'models--tiny--causal', 'snapshots', commit, 'config.json'))).toBe(true);
  const result = parseResult(first.stdout);
  const embedded = parseResult((await startChild([...call.slice(0, 5)], env).end()).stdout);
  expect(result.effect).toEqual(embedded.effect);
  expect(result.provenance.backend).toMatch(/^tiny\/causal@c0ffee000000:fp32:/);
  expect(first.stdout + first.stderr).not.toContain('hf_secretOfTheUser');

  const offline = await startChild([...call, ...causal, ...masked], { ...env, HF_HUB_OFFLINE: '1' }).end();
  expect(offline.stderr).toMatch(/^reagent: explaining/);
  expect(parseResult(offline.stdout).effect).toEqual(result.effect);
});

test('a gated model is wrong use, with where its terms are, and the token is not shown', async () => {
  const { code, stderr } = await startChild([...call, '--model', 'tiny/gated'], env).end();
  expect(stderr).toMatch(/^reagent: tiny\/gated may not be read [^\n]+\/tiny\/gated; [^\n]+ \[ACCESS_DENIED\]\n$/);
  expect(stderr).not.toContain('hf_secretOfTheUser');
  expect(code).toBe(2);
});

test('a name that the Hub does not have is wrong use, in one line', async () => {
  const { code, stderr } = await startChild([...call, '--model', 'tiny/unknown'], env).end();
  expect(stderr).toMatch(/^reagent: tiny\/unknown at revision main: [^\n]+ \[MODEL_NOT_FOUND\]\n$/);
  expect(code).toBe(2);
});
