import { fileURLToPath } from 'node:url';
import type { AttributionResult } from '@reagent/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    const remote = ['--backend', 'remote', '--url', server.url, '--tokenizer', tokenizer, '--model', 'tiny'];
    const there = await reagentIn(env, ...common, ...remote);
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
    expect(stdout).toMatch(/ {2}tokenizer +agrees on \d texts\n/u);
    expect(stdout).toMatch(/ {2}contrasts +two requests a context\n/u);
    expect(stdout).toMatch(/ {2}answers of n tokens +n requests a context +vLLM tells all positions at once\n/u);
    expect(stdout).toMatch(/ {2}a context in a batch +the same to the bit\n/u);
  });

  test('that is not there is an error in one line', async () => {
    const url = server.url.replace(/\d+$/u, '1');
    const { code, stderr } = await reagent('doctor', '--url', url, '--tokenizer', tokenizer, '--model', 'other');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^reagent: [^\n]+\n$/u);
  });
});
