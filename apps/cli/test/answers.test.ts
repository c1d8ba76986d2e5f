import type { AttributionResult } from '@reagent/core';
import { parseResult } from '@reagent/result-schema';
import { expect, test } from 'vitest';
import { reagent } from './in-process.ts';

// On the tiny pair, end to end.
const text = 'The capital of France is';

async function explain(...args: string[]): Promise<AttributionResult> {
  const { code, stdout, stderr } = await reagent(text, '--json', '-', '--quiet', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return parseResult(stdout);
}

/** The strongest token of a target's context. */
function strongest({ tokens, effect }: AttributionResult, target: number): string | undefined {
  const estimates = (effect[target] ?? []).map((own) => own?.estimate ?? 0);
  return tokens[estimates.indexOf(Math.max(...estimates))]?.text;
}

test('the model’s own answer, which it ends itself', async () => {
  const result = await explain('--answer', '6');
  expect(result.targets.map((target) => target.text)).toEqual([' Paris', '.']);
  expect(result.targets.every((target) => target.rank === 0)).toBe(true);
  expect(result.text).toBe(`${text} Paris`);
  expect(result.tokens.filter(({ answer }) => answer).map((token) => token.text)).toEqual([' Paris']);
  expect(strongest(result, 0)).toBe(' France');
  expect(result.effect[0]?.at(-1)).toBeNull();
  expect(result.effect[1]?.at(-1)).not.toBeNull();
  expect(await explain('--target', ' Paris.')).toMatchObject({ targets: result.targets, effect: result.effect });
});

test('the whole of an answer, and a span of it', async () => {
  const whole = await explain('--target', ' Paris.', '--whole');
  expect(whole.targets).toHaveLength(1);
  expect(whole.targets[0]).toMatchObject({ text: ' Paris.', rank: null, span: [{ text: ' Paris' }, { text: '.' }] });
  expect(whole.targets[0]?.probability).toBeCloseTo(
    whole.targets[0]!.span!.reduce((all, one) => all * one.probability, 1),
    12,
  );
  expect(whole.tokens.some(({ answer }) => answer)).toBe(false);
  const span = await explain('--target', ' Paris.', '--span', '2');
  expect(span.targets.map((target) => target.text)).toEqual(['.']);
  expect(span.targets[0]?.probability).toBeCloseTo(whole.targets[0]!.span![1]!.probability, 6);
});

test('a contrast: what both have in common cancels out', async () => {
  const alone = await explain();
  const contrast = await explain('--instead-of', ' Rome');
  expect(contrast.targets[0]).toMatchObject({ text: ' Paris', insteadOf: { text: ' Rome' } });
  expect(strongest(contrast, 0)).toBe(' France');
  const ratio = ({ effect, tokens }: AttributionResult): number => {
    const of = (word: string) => effect[0]?.[tokens.findIndex((token) => token.text === word)]?.estimate ?? 0;
    return of(' capital') / of(' France');
  };
  // " capital" speaks for any capital, " France" for this one.
  expect(ratio(contrast)).toBeLessThan(ratio(alone) - 0.2);
});

test('token ids give what their texts give', async () => {
  const result = await explain('--instead-of', ' Rome');
  const [target] = result.targets;
  const other = ['--target-ids', `${target!.id}`, '--instead-of-id', `${target!.insteadOf!.id}`];
  expect(timeless(await explain(...other))).toEqual(timeless(result));
});

test.each([
  ['an answer', ['--answer', '6']],
  ['an answer under stop tests', ['--answer', '6', '--preset', 'paper', '--max-steps', '15']],
  ['an answer as one', ['--target', ' Paris.', '--whole']],
  ['a contrast', ['--instead-of', ' Rome']],
  ['distances of an answer', ['--answer', '2', '--difference', 'hellinger', '--max-evaluations', '60']],
])('batch size and threads have no say in %s', async (_, args) => {
  const [first, second] = [
    await explain(...args, '--batch-size', '1', '--threads', '1'),
    await explain(...args, '--batch-size', '13', '--threads', '2'),
  ];
  expect(timeless(second)).toEqual(timeless(first));
});

test('the view of an answer', async () => {
  const { stdout, stderr } = await reagent(text, '--answer', '6');
  expect(stdout).toContain(`${text} → " Paris."\n`);
  expect(stdout).toMatch(/^ {2}" Paris" {2}p = 0\.99\d {2}" France" \+/m);
  expect(stderr).toContain('explaining " Paris." after ');
});

/** Without what may differ between equal runs. */
function timeless({ provenance: own, cost, ...rest }: AttributionResult): unknown {
  const { execution: _, ...provenance } = own;
  return { ...rest, provenance, cost: { ...cost, seconds: 0 } };
}
