import { fileURLToPath } from 'node:url';
import type { AttributionResult } from '@reagent/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NextTokenScores } from '../src/next-token-scores.ts';
import { reagent, reagentIn } from './in-process.ts';
import { startTinyServer, type TinyServer } from './tiny-server.ts';

const tokenizer = fileURLToPath(new URL('../../../packages/tiny/models/causal-lm/', import.meta.url));
const env = { REAGENT_API_KEY: 'planted-7f3a' };

describe('a model on a server', () => {
  let server: TinyServer;
  beforeAll(async () => {
    server = await startTinyServer();
  });
  afterAll(() => server.close());

  test('is explained as it is on this machine, and the key is sent and told to nobody', async () => {
    const common = ['The capital of France is', '--replacer', 'random', '--max-evaluations', '40', '--json', '-'];
    const remote = ['--backend', 'remote', '--url', server.url, '--model', 'tiny'];
    const there = await reagentIn(env, ...common, ...remote);
    const withFiles = await reagentIn(env, ...common, ...remote, '--tokenizer', tokenizer);
    expect(JSON.parse(withFiles.stdout).importance).toEqual(JSON.parse(there.stdout).importance);
    expect(there).toMatchObject({ code: 0 });
    const [own, other] = [there.stdout, (await reagent(...common)).stdout].map(
      (text) => JSON.parse(text) as AttributionResult,
    );
    expect(own!.provenance.backend).toBe('llama.cpp:tiny');
    expect(own!.targets[0]!.text).toBe(other!.targets[0]!.text);
    own!.importance[0]!.forEach((value, index) => expect(value).toBeCloseTo(other!.importance[0]![index]!, 5));
    expect(server.keys.every((key) => key === `Bearer ${env.REAGENT_API_KEY}`)).toBe(true);
    expect(there.stdout + there.stderr).not.toContain(env.REAGENT_API_KEY);
    expect(there.stdout).not.toContain(server.url);
  });

  test('is asked by the doctor what it can do', async () => {
    const { code, stdout } = await reagentIn(env, 'doctor', '--url', server.url, '--tokenizer', tokenizer);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^llama\.cpp:tiny can be explained\n/u);
    expect(stdout).toMatch(/ {2}tokenizer +of --tokenizer, agrees on \d texts\n/u);
    expect(stdout).toMatch(/ {2}longest context +\d+ tokens, a longer one is refused\n/u);
    const without = await reagentIn(env, 'doctor', '--url', server.url);
    expect(without.stdout).toMatch(/ {2}tokenizer +the server’s, right on \d texts\n/u);
    expect(stdout).toMatch(/ {2}contrasts +two requests a context\n/u);
    expect(stdout).toMatch(/ {2}answers of n tokens +n requests a context +vLLM tells all positions at once\n/u);
    expect(stdout).toMatch(/ {2}a context in a batch +within 0.01\n/u);
  });

  test('gives the scores that it gives on this machine, and ranks as far as it tells them', async () => {
    const words = ['--token-text', ' the', '--tokens', '3', '--json', '-'];
    const common = ['score', '--text', 'The capital of France is'];
    const remote = ['--backend', 'remote', '--url', server.url];
    for (const asked of [['--top', '5', '--json', '-'], words]) {
      const [own, other] = [
        await reagentIn(env, ...common, ...remote, ...asked),
        await reagent(...common, ...asked),
      ].map(({ stdout }) => JSON.parse(stdout) as NextTokenScores);
      expect(own!.model).toBe('llama.cpp:tiny');
      expect(own!.context).toEqual(other!.context);
      own!.tokens.forEach(({ id, text, logProb, rank }, index) => {
        const local = other!.tokens[index]!;
        expect({ id, text }).toEqual({ id: local.id, text: local.text });
        expect(logProb).toBeCloseTo(local.logProb!, 5);
        expect(rank).toEqual((local.rank as number) < 20 ? local.rank : { atLeast: 20 });
      });
    }
  });

  test('gets a key over plain http from another machine only if told', async () => {
    const far = ['doctor', '--url', 'http://192.0.2.1:1', '--model', 'x'];
    expect((await reagentIn(env, ...far)).stderr).toMatch(/no encryption.*--allow-plain-http/u);
    const told = await reagentIn(env, 'doctor', '--url', server.url, '--allow-plain-http');
    expect(told.code).toBe(0);
  });

  test('that is not there is an error in one line', async () => {
    const url = server.url.replace(/\d+$/u, '1');
    const { code, stderr } = await reagent('doctor', '--url', url, '--tokenizer', tokenizer, '--model', 'other');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^reagent: [^\n]+\n$/u);
  });
});
