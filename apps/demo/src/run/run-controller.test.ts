import { attribute, type AttributionResult } from '@reagent/core';
import { createToyBackend, createToyMaskedModel } from '@reagent/testing';
import { expect, test } from 'vitest';
import { DemoModels, type ModelSource } from '../own-text/demo-models.ts';
import type { DemoRun, DemoSettings } from '../settings.ts';
import type { KeptProgress, RunJournal } from './kept-run.ts';
import { RunController } from './run-controller.ts';
import { runOptions } from './run-options.ts';
import type { RunPhase, RunState } from './run-state.ts';

const settings: DemoSettings = {
  ...{ text: 'The capital of France is', target: null, insteadOf: null, unit: 'token', replacer: 'roberta' },
  ...{ seed: 3, evaluations: 90, model: 'tiny' },
};

const toySource: ModelSource = {
  tokenizer: () => null,
  backend: async () => createToyBackend({ delay: () => new Promise((done) => void setTimeout(done)) }),
  maskedModel: async () => createToyMaskedModel(),
};

/** A browser's storage, as it outlives a page. */
class Storage {
  readonly kept: string[] = [];
  progress: KeptProgress = { evaluations: 0, paused: false };
  removed = false;
  released = 0;

  journal(): RunJournal {
    return {
      lines: () => [...this.kept],
      append: (line) => void this.kept.push(line),
      note: (progress) => void (this.progress = progress),
      remove: async () => void (this.removed = true),
      release: () => void this.released++,
    };
  }
}

interface Page {
  readonly controller: RunController;
  readonly states: readonly RunState[];
  /** The state once it is in that phase, with so many evaluations. */
  until(phase: RunPhase, evaluations?: number): Promise<RunState>;
}

function openPage(storage: Storage | null = null, source = toySource): Page {
  const models = new DemoModels(source);
  const states: RunState[] = [];
  const waiting: (() => void)[] = [];
  const controller = new RunController({
    lease: (choice) => models.lease(choice),
    beginJournal: async () => storage?.journal() ?? null,
    breathe: async () => {},
    changed(state) {
      states.push(state);
      for (const look of waiting.splice(0)) look();
    },
  });
  return {
    controller,
    states,
    async until(phase, evaluations = 0) {
      for (;;) {
        const { state } = controller;
        if (state.phase === phase && (state.look?.evaluations ?? 0) >= evaluations) return state;
        if (state.phase === 'failed') throw state.error;
        await new Promise<void>((changed) => waiting.push(changed));
      }
    },
  };
}

function comparable({ provenance: { execution, ...provenance }, ...result }: AttributionResult): unknown {
  expect(execution).toBeDefined();
  return { ...result, provenance, cost: { ...result.cost, seconds: 0 } };
}

/** Contexts of the trace that the model was asked about: where nothing was drawn it was not. */
function asked({ trace }: DemoRun): number {
  return trace.filter(({ replaced }) => replaced.length > 0).length;
}

async function uninterrupted(): Promise<AttributionResult> {
  return attribute(await runOptions(settings, await new DemoModels(toySource).load('tiny')));
}

test('a run gives what attribute gives, and tells of every step', async () => {
  const { controller, states } = openPage();
  await controller.start(settings);
  const { phase, run } = controller.state;
  expect(phase).toBe('finished');
  expect(comparable(run!.result)).toEqual(comparable(await uninterrupted()));
  expect(states.map((state) => state.phase).filter((name, at, all) => name !== all[at - 1])).toEqual([
    ...['opening', 'running', 'finished'],
  ]);
  const looks = [...new Set(states.flatMap(({ look }) => (look === null ? [] : [look])))];
  expect(looks[0]).toMatchObject({ step: 0, evaluations: 6, probes: 8, probesRunning: 8 });
  expect(looks.at(-1)!.effect[0]).toEqual(run!.result.effect[0]);
  expect(looks.at(-1)!.importance[0]).toEqual(run!.result.importance[0]);
  expect(asked(run!)).toBe(looks.at(-1)!.evaluations - 1); // all but the text itself
  const drawn = run!.trace.flatMap(({ substitutes }) => substitutes.map(([, id]) => id));
  expect(Object.keys(run!.texts).map(Number)).toEqual([...new Set(drawn)].sort((a, b) => a - b));
});

test('paused it evaluates nothing; a step is one; it goes on to the same end', async () => {
  const { controller, until } = openPage();
  const end = controller.start(settings);
  await until('running', 6);
  controller.pause();
  const first = await until('paused');
  await new Promise((later) => void setTimeout(later, 30));
  const held = controller.state.look!; // a step that was under way may have come in
  expect(held.step).toBeLessThanOrEqual(first.look!.step + 1);
  await new Promise((later) => void setTimeout(later, 30));
  expect(controller.state.look).toBe(held);
  controller.step();
  expect((await until('paused', held.evaluations + 1)).look!.step).toBe(held.step + 1);
  controller.resume();
  await end;
  expect(comparable(controller.state.run!.result)).toEqual(comparable(await uninterrupted()));
});

test('paused while it opens, it waits before its first step', async () => {
  const { controller, until } = openPage();
  const end = controller.start(settings);
  await until('opening');
  controller.pause();
  const { started, look } = await until('paused');
  expect([started?.text, look]).toEqual([settings.text, null]);
  controller.step();
  expect((await until('paused', 6)).look?.step).toBe(0);
  controller.stop();
  await end;
  expect(controller.state.run!.result.endedBy).toBe('aborted');
});

test.each(['running', 'paused'] as const)('stopped while %s it keeps the best result so far', async (phase) => {
  const storage = new Storage();
  const { controller, until } = openPage(storage);
  const end = controller.start(settings);
  await until('running', 14);
  if (phase === 'paused') controller.pause();
  controller.stop();
  await end;
  const { result } = controller.state.run!;
  expect(result).toMatchObject({ endedBy: 'aborted', converged: false });
  expect(result.cost.evaluations).toBeLessThan(90);
  expect(result.effect[0]!.some((effect) => effect !== null)).toBe(true);
  expect(storage).toMatchObject({ removed: true, released: 1 });
});

test('stopped before the model is there it is as if it had not begun', async () => {
  let close: () => void = () => {};
  const slow = new Promise<never>((_, reject) => (close = () => reject(new Error('closed'))));
  const { controller, until } = openPage(null, { ...toySource, backend: () => slow });
  const end = controller.start(settings);
  await until('opening');
  controller.stop(); // while its journal is opened
  await end;
  expect(controller.state.phase).toBe('idle');
  const second = controller.start(settings);
  await new Promise((later) => void setTimeout(later)); // while its model is
  controller.stop();
  await second;
  expect(controller.state.phase).toBe('idle');
  close();
});

test.each([
  ['while it ran', false],
  ['while it was paused', true],
])('a page that is left %s is restored to the result of a run never left', async (_, paused) => {
  const storage = new Storage();
  const first = openPage(storage);
  void first.controller.start(settings);
  await first.until('running', 30);
  first.controller.pause();
  const left = await first.until('paused', 30);
  // The page is gone: whatever comes in later is not kept.
  const next = new Storage();
  next.kept.push(...storage.kept);
  next.progress = { ...storage.progress, paused };
  expect(storage.progress.paused).toBe(true);

  const second = openPage(next);
  const end = second.controller.restore({ settings, progress: next.progress, journal: next.journal() });
  if (paused) {
    const back = await second.until('paused');
    expect(back.look!.evaluations).toBeGreaterThanOrEqual(left.look!.evaluations);
    expect(back.look!.evaluations).toBeLessThan(90);
    second.controller.resume();
  }
  await end;
  expect(comparable(second.controller.state.run!.result)).toEqual(comparable(await uninterrupted()));
  expect(asked(second.controller.state.run!)).toBe(second.controller.state.look!.evaluations - 1);
  expect(next.removed).toBe(true);
  expect(next.kept.slice(0, storage.kept.length)).toEqual(storage.kept);
});

test('a failure is told, what is kept stays for the same run; what is refused is given up', async () => {
  const storage = new Storage();
  const failing = openPage(storage, { ...toySource, backend: async () => createToyBackend({ failOnCalls: [3] }) });
  await failing.controller.start(settings);
  expect(failing.controller.state).toMatchObject({ phase: 'failed', error: { code: 'ENGINE_FAILED' } });
  expect(storage).toMatchObject({ removed: false, released: 1 });
  const again = openPage(storage);
  await again.controller.start({ ...settings, seed: 4 });
  expect(again.controller.state).toMatchObject({ phase: 'failed', error: { code: 'INVALID_INPUT' } });
  expect(storage.removed).toBe(true);
});
