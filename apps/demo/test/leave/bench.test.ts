import { createToyBackend } from '@reagent/testing';
import { expect, test } from 'vitest';
import { kernel } from '../../bench/kernel.ts';
import { renderBench, type DemoBench } from '../../bench/report.ts';
import { timedRun } from '../../bench/timed-run.ts';

const times = { example: 0.5, model: 2, firstColours: 0.3, run: 1, idleGap: 0.005, longestGap: 0.1, longestTask: 0.02 };
const bench: DemoBench = {
  ...{ schema: 'reagent/bench-demo/1', started: '2026-01-02T03:04:05.000Z', quick: false, text: 'x' },
  machine: { processor: 'P', threads: 2, node: '20', browser: 'Chromium 1', engines: 'onnxruntime-web 1' },
  site: [times, { ...times, example: 3 }, { ...times, example: 1 }],
  engines: { kernel: { page: 0.02, node: 0.01 }, rows: [{ threads: 1, page: 100, node: 400 }] },
};

test('the kernel’s sum is exact, so that every engine does the same work', () => {
  expect(kernel()).toBe(1_714_608); // by the sums of columns and rows
});

test('the timed run tells other work from the same', async () => {
  const backend = createToyBackend();
  const work = { text: 'The capital of France is', evaluations: 20 };
  const first = await timedRun(backend, work);
  expect(first).toMatchObject({ evaluations: 20, drawn: (await timedRun(backend, work)).drawn });
  expect((await timedRun(backend, { ...work, evaluations: 19 })).drawn).not.toBe(first.drawn);
});

test('the report has medians, ratios to the kernel, and says which goals are met', () => {
  const text = renderBench(bench);
  expect(text).toContain('| the page → the first example, coloured | 1000 ms | 50.0 | 2000 ms | yes |');
  expect(text).toContain('| the main thread at most, while the model ran | 100 ms | 5.0 | 50.0 ms | **no** |');
  expect(text).toContain('| 1 | 100 | 400 | 0.25 | 2.0 |');
  expect(text).not.toMatch(/NaN|undefined|quick run/);
  expect(renderBench({ ...bench, quick: true })).toContain('A quick run: its figures mean nothing.');
});
