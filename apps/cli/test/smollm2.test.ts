import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { primary, type AttributionResult } from '@reagent/core';
import { parseResult } from '@reagent/result-schema';
import { describe, expect, it } from 'vitest';
import type { NextTokenScores } from '../src/next-token-scores.ts';
import { reagent } from './in-process.ts';

const folder = fileURLToPath(new URL('../../../models/SmolLM2-135M-Instruct', import.meta.url));
const isBuilt = existsSync(join(folder, 'build.json'));
const model = ['--model', folder, '--dtype', 'fp32'];
const france = 'The capital of France is';

// What PyTorch gives after this text: ids and log-probabilities of the five most probable tokens.
const ids = [504, 3575, 282, 4649, 314];
const best = [7042, 260, 4528, 2250, 1315];
const logProbabilities = [-0.258081, -2.740753, -4.384368, -4.619879, -4.677825];

async function attribute(...args: string[]): Promise<AttributionResult> {
  const common = ['--replacer', 'random', '--batch-size', '8', '--json', '-', '--quiet'];
  const { code, stdout, stderr } = await reagent(...args, ...model, ...common);
  expect([code, stderr]).toEqual([0, '']);
  return parseResult(stdout);
}

/** [text, effect] of what may be replaced. */
function effects(result: AttributionResult): [string, number][] {
  const { effect } = primary(result);
  return result.tokens.flatMap(({ text }, index): [string, number][] =>
    effect[index] ? [[text, effect[index].estimate]] : [],
  );
}

describe.skipIf(!isBuilt)('SmolLM2-135M-Instruct, which npm run models:smollm2 builds', { timeout: 300_000 }, () => {
  it('reagent score gives PyTorch’s numbers', async () => {
    const { stdout } = await reagent('score', ...model, '--text', france, '--tokens', `${best}`, '--json', '-');
    const { context, tokens } = JSON.parse(stdout) as NextTokenScores;
    expect(context).toEqual(ids);
    expect(tokens.map(({ id, rank }) => [id, rank])).toEqual(best.map((id, rank) => [id, rank]));
    tokens.forEach(({ logProb, probability }, index) => {
      expect(Math.abs(logProb! - logProbabilities[index]!)).toBeLessThan(1e-4);
      expect(probability).toBe(Math.exp(logProb!));
    });
  });

  it('finds what speaks for Paris: of the words before the last, France the most', async () => {
    const result = await attribute(france, '--max-evaluations', '200');
    expect(result.targets[0]).toMatchObject({ id: 7042, text: ' Paris', rank: 0 });
    expect(result.targets[0]!.probability).toBeCloseTo(Math.exp(logProbabilities[0]!), 4);
    // Random tokens in place of the last one break the sentence itself, which costs Paris as much.
    const words = effects(result).slice(0, -1);
    expect(words.map(([text]) => text)).toEqual(['The', ' capital', ' of', ' France']);
    const [[first, size] = []] = words.toSorted(([, one], [, other]) => other - one);
    expect(first).toBe(' France');
    expect(size).toBeGreaterThan(3);
  });

  it('explains an answer by the message alone, and leaves the template as it is', async () => {
    const place = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
    const question = 'What is the capital of France?';
    const messages = [
      { role: 'system', content: 'Answer in one word.' },
      { role: 'user', content: question },
    ];
    await writeFile(join(place, 'messages.json'), JSON.stringify(messages));
    const result = await attribute('--messages', join(place, 'messages.json'), '--target', 'Paris');
    await rm(place, { recursive: true });
    const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
    expect(result.text).toBe(`${turns.join('')}<|im_start|>assistant\n`);
    const own = result.tokens.filter(({ template }) => !template);
    expect(own.map(({ text }) => text).join('')).toBe(`Answer in one word.${question}`);
    expect(effects(result).map(([text]) => text)).toEqual(own.map(({ text }) => text));
    const [[first] = []] = effects(result).toSorted(([, one], [, other]) => other - one);
    expect(first).toBe(' France');
  });
});
