import type { StepEvent } from '@reagent/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleResult } from '../test/example-result.ts';
import { recordPath } from './path-recorder.ts';
import { attributionView } from './view/attribution-view.ts';
import { pathLines } from './view/path.ts';

function step(number: number): StepEvent {
  const importance = [[0.1, 0.2, 0.1, 0.5, 0.1].map((share) => share * number)];
  return {
    ...{ type: 'step', step: number, evaluations: 8 * number, probesRunning: 8 },
    interim: { importance: () => importance, effect: () => [] },
  };
}

test('keeps evenly spread steps, however many there were', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (steps) => {
      const recorder = recordPath();
      for (let at = 1; at <= steps; at += 1) recorder.tell(step(at));
      const kept = recorder.path().map((point) => point.step);
      const gap = (kept[1] ?? 2) - (kept[0] ?? 1);
      expect(kept.length).toBeLessThanOrEqual(64);
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(steps, 32));
      expect(kept.every((each, index) => index === 0 || each - (kept[index - 1] ?? 0) === gap)).toBe(true);
    }),
  );
});

test('events that are no step are no point', () => {
  const recorder = recordPath();
  recorder.tell({ type: 'finished', result: exampleResult() });
  recorder.tell(step(1));
  expect(recorder.path()).toEqual([{ step: 1, evaluations: 8, importance: step(1).interim.importance() }]);
});

test('the lines of a path are those that end highest, in the units of the view', () => {
  const recorder = recordPath();
  for (const at of [1, 2]) recorder.tell(step(at));
  const lines = pathLines(attributionView(exampleResult(), 'word'), recorder.path(), 0, 2);
  expect(lines.map(({ label, values }) => [label, values])).toEqual([
    ['" France"', [0.5, 1]],
    ['" capital"', [0.2, 0.4]],
  ]);
});
