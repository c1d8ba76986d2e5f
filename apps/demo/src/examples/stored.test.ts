import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { attributionView } from '@reagent/report/view';
import { parseResult } from '@reagent/result-schema';
import { replay } from '@reagent/testing/replay';
import { describe, expect, test } from 'vitest';
import { exampleIds, type ExampleId } from './catalogue.ts';
import { readStored } from './read-stored.ts';
import { createReplay } from './replay.ts';
import type { StoredExample } from './stored-example.ts';

const folder = new URL('./stored/', import.meta.url);
const textOf = (id: string): string => readFileSync(new URL(`${id}.json`, folder), 'utf8');
const stored = Object.fromEntries(exampleIds.map((id) => [id, readStored(textOf(id))])) as Record<
  ExampleId,
  StoredExample
>;

function resultOf({ trace }: StoredExample) {
  const last = trace.at(-1);
  if (last?.type !== 'finished') throw new TypeError('the run has no end');
  return last.result;
}

test('there is a file for each, and all are small', () => {
  expect(readdirSync(folder).sort()).toEqual(exampleIds.map((id) => `${id}.json`).sort());
  expect(exampleIds.reduce((sum, id) => sum + gzipSync(textOf(id)).length, 0)).toBeLessThan(200_000);
});

describe.each(exampleIds)('%s', (id) => {
  const example = stored[id];
  const result = resultOf(example);

  test('is a real run: its trace gives its result again', () => {
    const { comparisons } = replay(example.trace);
    expect(comparisons.length).toBeGreaterThan(0);
    for (const { quantity, largestDifference, tolerance } of comparisons) {
      expect(largestDifference, quantity).toBeLessThanOrEqual(tolerance);
    }
    expect(parseResult(result)).toEqual(result);
  });

  test('names every substitute', () => {
    const ids = example.trace.flatMap((event) =>
      'evaluated' in event ? event.evaluated.flatMap(({ substitutes }) => substitutes.map(([, id]) => id)) : [],
    );
    expect(ids.filter((id) => example.texts[id] === undefined)).toEqual([]);
  });

  test('is replayed text by text: nothing is known at first, and what the run said at last', () => {
    const run = createReplay(example.trace);
    expect(run.texts).toHaveLength(result.cost.evaluations - 1);
    expect(run.resultAfter(0).effect.flat().filter(Boolean)).toEqual([]);
    expect(run.resultAfter(run.texts.length)).toBe(result);
    const before = run.resultAfter(run.texts.length - 1);
    expect(before.effectFit[0]!.rows).toBeLessThan(result.effectFit[0]!.rows);
    expect(parseResult(before)).toEqual(before);
  });

  test('is computed, not looked up: one text before the end of a longer run, the numbers are the result’s', () => {
    const step = example.trace.findLast((event) => 'evaluated' in event)!;
    const text = step.evaluated.find(({ replaced }) => replaced.length > 0)!;
    const more = { ...step, evaluated: [{ ...text, probe: 0 }] };
    const run = createReplay([...example.trace.slice(0, -1), more, example.trace.at(-1)!]);
    const { effect, importance, effectFit } = run.resultAfter(run.texts.length - 1);
    expect(effectFit.map(({ rows }) => rows)).toEqual(result.effectFit.map(({ rows }) => rows));
    effect.forEach((own, target) =>
      own.forEach((each, token) => {
        const wanted = result.effect[target]![token]!;
        expect(each === null).toBe(wanted === null);
        if (each === null) return;
        expect([each.estimate, each.low, each.high].map((value) => value?.toFixed(9))).toEqual(
          [wanted.estimate, wanted.low, wanted.high].map((value) => value?.toFixed(9)),
        );
        expect(importance[target]![token]).toBeCloseTo(result.importance[target]![token]!, 9);
      }),
    );
  });
});

/** Labels of what is marked, strongest degree first. */
function marked(id: ExampleId, target = 0): string[] {
  const view = attributionView(resultOf(stored[id]), stored[id].settings.unit);
  const cells = view.columns[target]!.cells.map(({ strength }, row) => ({
    label: view.rows[row]!.label,
    strength: strength.effect,
  }));
  return cells
    .filter(({ strength }) => strength !== 0)
    .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength))
    .map(({ label, strength }) => `${strength} ${label}`);
}

/** What the catalogue's notes say. */
test('the notes are true of the runs', () => {
  expect(marked('capital').slice(0, 3)).toEqual(['3 " capital"', '3 " France"', '3 " is"']);
  expect(marked('kitchen')[0]).toBe('3 " kitchen"');
  expect(marked('kitchen').join()).not.toContain('garden');
  expect(marked('review')).toContain('-2 "The seats were hard."');
  expect(marked('review')).toContain('3 " But the actors were wonderful and the music made me cry."');
  expect(
    resultOf(stored.water)
      .targets.map(({ text }) => text)
      .join(''),
  ).toBe(' 100 degrees Celsius.');
  expect(marked('water', 1)[0]).toBe('3 " " 2nd');
  expect(marked('water', 2)[0]).toBe('3 "1"');
  expect(marked('water', 5).join()).toContain('" Celsius" 1st');
  expect(marked('question')[0]).toBe('3 " the"');
  expect(marked('city').join()).not.toMatch(/Paris|Berlin/);
  expect(marked('city').join()).toContain('" Rome"');
  expect(marked('trophy')).toEqual(['3 " not"', '3 " trophy" 2nd']);
  expect(exampleIds.filter((id) => !resultOf(stored[id]).converged)).toEqual(['city', 'trophy']);
});
