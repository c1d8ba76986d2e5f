import { readFileSync } from 'node:fs';
import { differences } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { recordRun } from '../../test/record-run.ts';
import type { ToyLanguageModel } from '../toy/toy-language-model.ts';
import { replay } from './replay.ts';

const fixture = new URL('../../fixtures/recursion/01-normal.json', import.meta.url);
const { model, inputs } = JSON.parse(readFileSync(fixture, 'utf8')) as {
  model: ToyLanguageModel;
  inputs: { contextIds: number[]; targetId: number };
};
const options = { model, ...inputs, probes: 4, keepTopN: 3, topK: 3, maxSteps: 12, difference: 'probability' } as const;

describe("a recorded run of core's driver", () => {
  it.each([0, 1, 2, 3, 4, 5])('replays as it went, seed %d', async (seed) => {
    const { recording, result } = await recordRun({ ...options, seed });
    const report = replay(recording);
    expect(report.lines.filter((line) => line.startsWith('  !'))).toEqual([]);
    const steps = (recording as { steps: { active: boolean[] }[] }).steps;
    const updates = result.probes.map((_, probe) => steps.filter(({ active }) => active[probe]).length);
    expect(result.probes.map((probe) => probe.steps)).toEqual(updates);
  });

  it.each(differences)('replays with %s, and with no other difference', async (difference) => {
    const { recording } = await recordRun({ ...options, difference, seed: 0 });
    expect(replay(recording).ok).toBe(true);
    for (const other of differences.filter((name) => name !== difference)) {
      const { options: recorded, ...rest } = recording as { options: object };
      const report = replay({ ...rest, options: { ...recorded, difference: other } });
      expect(report.comparisons.filter(({ ok }) => !ok).map(({ quantity }) => quantity)).toContain('differences');
    }
  });

  it('replays a distance as recorded where no model is named', async () => {
    const { recording } = await recordRun({ ...options, difference: 'hellinger', seed: 0 });
    const { model: _, ...rest } = recording as { model: unknown };
    expect(replay(rest).ok).toBe(true);
  });

  it('replays where a limit ends it, with probes that have stopped and probes that have not', async () => {
    const runs = [];
    for (let seed = 0; seed < 10; seed++) runs.push(await recordRun({ ...options, seed, maxSteps: 2 }));
    const mixed = runs.filter(({ result }) => new Set(result.probes.map(({ converged }) => converged)).size === 2);
    expect(mixed).not.toEqual([]);
    for (const { recording } of mixed) expect(replay(recording).ok).toBe(true);
  });
});
