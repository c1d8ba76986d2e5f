import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from './index.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, fixtures), 'utf8'));
const recursions = readdirSync(new URL('recursion/', fixtures));

/** A copy with one value changed. */
function changed(recording: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(recording);
  const last = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  (last as Record<string | number, unknown>)[path.at(-1)!] = value;
  return copy;
}

const wrong = (recording: unknown): string[] =>
  replay(recording).comparisons.flatMap(({ ok, quantity }) => (ok ? [] : [quantity]));

describe('the replay of recorded recursions', () => {
  it('has them all', () => expect(recursions).toHaveLength(7));

  it.each(recursions)('agrees with %s', (file) => {
    const report = replay(read(`recursion/${file}`));
    expect(report.lines.filter((line) => line.startsWith('  !'))).toEqual([]);
    expect(report).toMatchObject({ schema: 'reagent-golden-trace/1', name: file.replace('.json', ''), ok: true });
    const quantities = report.comparisons.map(({ quantity }) => quantity);
    expect(quantities).toEqual(
      expect.arrayContaining(['scores after each step', 'stop flags', 'rationale', 'target ranks']),
    );
    expect(report.largestDifference).toBeLessThan(1e-9);
    expect(report.lines.at(-1)).toBe(`largest difference: ${report.largestDifference}`);
  });

  it('notices a changed value of any kind', () => {
    const recording = read('recursion/01-normal.json');
    expect(wrong(changed(recording, ['steps', 2, 'scores', 1, 0], 0.25))).toEqual(['scores after each step']);
    expect(wrong(changed(recording, ['steps', 2, 'stopFlags', 0], false))).toEqual(['stop flags']);
    expect(wrong(changed(recording, ['steps', 0, 'keptPositions', 1], [4, 6, 7]))).toContain('kept positions');
    expect(wrong(changed(recording, ['steps', 0, 'masks', 0, 0], 1))).toContain('scores after each step');
    expect(wrong(changed(recording, ['steps', 0, 'pReplaced', 1], 0.5))).toContain('probabilities');
    expect(wrong(changed(recording, ['steps', 0, 'targetRank', 1], 0))).toContain('stop tests');
    expect(wrong(changed(recording, ['final', 'rationaleByOverlap', '3'], [1]))).toEqual(['rationale']);
    expect(wrong(changed(recording, ['final', 'aggregate', 0], 0.1))).toEqual(['importance']);
    expect(wrong(changed(recording, ['final', 'numSteps'], 7))).toEqual(['end of the run']);
  });

  it('looks at a row only while it is active', () => {
    const recording = read('recursion/01-normal.json');
    expect(wrong(changed(recording, ['steps', 1, 'pReplaced', 0], 0.5))).toEqual([]); // row 0 stopped at step 1
    expect(wrong(changed(recording, ['steps', 1, 'scores', 0, 0], 0.5))).toEqual(['scores after each step']);
  });

  it('clamps as recorded, and runs as long as recorded', () => {
    const recording = read('recursion/01-normal.json') as { steps: unknown[] };
    const clamped = wrong(changed(recording, ['options', 'clampEps'], 0.95));
    expect(clamped).toEqual(expect.arrayContaining(['increments', 'scores after each step']));
    const cut = changed(changed(recording, ['steps'], recording.steps.slice(0, 5)), ['final', 'numSteps'], 5);
    expect(wrong(cut)).toContain('end of the run');
  });

  it('lets pass what is within the tolerance, and nothing above it', () => {
    const recording = read('recursion/08-t-le-n.json');
    const score = 0.6663456484975309;
    expect(wrong(changed(recording, ['steps', 0, 'scores', 0, 0], score + 9e-10))).toEqual([]);
    expect(wrong(changed(recording, ['steps', 0, 'scores', 0, 0], score + 2e-9))).toEqual(['scores after each step']);
  });

  it('takes a recording without the toy model, of a real one', () => {
    const { model: _, ...recording } = read('recursion/01-normal.json') as { model: unknown };
    const report = replay(recording);
    expect(report.ok).toBe(true);
    expect(report.comparisons.map(({ quantity }) => quantity)).not.toContain('target ranks');
  });
});

describe('the replay of recorded effects', () => {
  it('agrees, in every quantity of every case', () => {
    const report = replay(read('effect/effect.json'));
    expect(report.lines.filter((line) => line.startsWith('  !'))).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.comparisons).toHaveLength(4 * 11);
    expect(report.largestDifference).toBeLessThan(1e-8);
  });

  it.each(['estimate', 'low', 'high', 'beta', 'standardError'])('notices a changed %s', (field) => {
    const recording = read('effect/effect.json') as { cases: Record<string, number[]>[] };
    const value = recording.cases[1]![field]![3]!;
    const path = ['cases', 1, field, 3];
    expect(wrong(changed(recording, path, value + 9e-9))).toEqual([]);
    expect(wrong(changed(recording, path, value + 2e-8))).toHaveLength(1);
    expect(replay(changed(recording, path, value + 1)).largestDifference).toBeCloseTo(1, 6);
  });

  it('notices a value where there should be none', () => {
    const recording = read('effect/effect.json');
    expect(replay(changed(recording, ['cases', 0, 'low', 0], null)).largestDifference).toBe(Infinity);
  });
});

describe('a broken recording', () => {
  const recording = read('recursion/01-normal.json');
  it.each([
    ['no object', 'text', /not a JSON object/u],
    ['no schema', {}, /schema.*known are/u],
    ['an unknown schema', { schema: 'other/1' }, /other\/1/u],
    ['a name of Object', { schema: 'toString' }, /toString/u],
    ['a missing field', { schema: 'reagent-golden-trace/1' }, /at name/u],
    ['a text for a number', changed(recording, ['steps', 1, 'scores', 2, 3], 'x'), /steps\[1\]\.scores\[2\]\[3\]/u],
    ['a short row', changed(recording, ['steps', 1, 'masks', 2], [0, 1]), /steps\[1\]\.masks\[2\].*2 entries.*8/u],
    ['a missing row', changed(recording, ['initialScores'], [[0]]), /initialScores.*1 entries.*4/u],
    ['steps out of order', changed(recording, ['steps', 1, 'step'], 9), /steps\[1\]\.step.*9/u],
    ['a target that the model lacks', changed(recording, ['inputs', 'targetId'], 23), /inputs\.targetId.*23/u],
    ['a mask of 2', changed(recording, ['steps', 0, 'masks', 0, 0], 2), /steps\[0\]\.masks\[0\]\[0\]/u],
    ['a short effect', changed(read('effect/effect.json'), ['cases', 2, 'response'], [1]), /cases\[2\]\.response/u],
  ])('with %s is refused, and the error says where', (_, json, message) => {
    expect(() => replay(json)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
