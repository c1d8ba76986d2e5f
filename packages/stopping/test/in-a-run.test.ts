import { attribute, defineReplacer, primary, type AttributeOptions, type AttributionResult } from '@reagent/core';
import { createToyBackend } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { allOf, anyOf, criterionOf, effectSeparated, stableTopN, targetInTopK } from '../src/index.ts';

const replacer = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

function run(options: Partial<AttributeOptions>): Promise<AttributionResult> {
  const text = 'The capital of France is';
  return attribute({ backend: createToyBackend(), replacer, text, stopping: null, ...options });
}

/** The words of the rationale. */
function words(result: AttributionResult): string[] {
  return primary(result).rationale.map((index) => result.tokens[index]?.text.trim() ?? '');
}

describe('criteria in a run on the toy model, which knows that France has the capital Paris', () => {
  it('effectSeparated ends it, and declares the word', async () => {
    const result = await run({ stopping: effectSeparated() });
    expect(result).toMatchObject({ endedBy: 'converged', converged: true, importanceOf: 'fixed-length-recursion' });
    expect(words(result)).toEqual(['France']);
    expect(result.cost.evaluations).toBeLessThan(200);
  });

  it('targetInTopK ends it probe by probe', async () => {
    const result = await run({ preset: 'paper', stopping: criterionOf('paper'), protectSpecialTokens: true });
    expect(result).toMatchObject({ endedBy: 'converged', converged: true, importanceOf: 'stopped-recursion' });
    expect(result.probes).toHaveLength(5);
    expect(result.probes.every(({ converged, steps }) => converged && steps > 0)).toBe(true);
  });

  it('stableTopN ends it', async () => {
    const result = await run({ stopping: stableTopN({ n: 1, window: 20 }) });
    expect(result.endedBy).toBe('converged');
    expect(words(result)).toEqual(['France']);
  });

  it('anyOf a run’s and a probe’s ends it by whichever comes first', async () => {
    const probe = targetInTopK({ k: 1, keepTopN: 1 });
    const result = await run({ stopping: anyOf(effectSeparated(), probe) });
    expect(result.endedBy).toBe('converged');
    expect(result.settings.stopping).toMatchObject({ id: 'anyOf', scope: 'probe' });
  });

  it('allOf asks the model only where the run’s verdict is met', async () => {
    const never = allOf(() => false, targetInTopK({ k: 1, keepTopN: 1 }));
    const limits = { evaluations: 60 };
    const [alone, both] = [await run({ limits }), await run({ limits, stopping: never })];
    expect(both.endedBy).toBe('evaluations');
    expect(primary(both).effect).toEqual(primary(alone).effect);
  });

  it('never ends a context of one token by separation', async () => {
    const result = await run({ text: 'France', stopping: effectSeparated(), limits: { evaluations: 40 } });
    expect(result).toMatchObject({ endedBy: 'evaluations', converged: false });
  });

  it('is the same twice', async () => {
    const stopping = anyOf(stableTopN({ n: 1 }), targetInTopK({ k: 2, keepTopN: 1, every: 2 }));
    const [first, second] = [await run({ stopping, seed: 3 }), await run({ stopping, seed: 3 })];
    expect(second.importance).toEqual(first.importance);
    expect(second.probes).toEqual(first.probes);
  });
});
