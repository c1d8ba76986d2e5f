import { attributeSteps, type Backend } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';

/** What is run in a page and in Node alike. */
export interface TimedWork {
  readonly text: string;
  readonly evaluations: number;
}

export interface TimedRun {
  readonly seconds: number;
  readonly evaluations: number;
  /** Says which contexts were scored, in their order: the same number means the same work. */
  readonly drawn: number;
}

/** A whole attribution up to its limit, the replacer's draws and the recursion in it. */
export async function timedRun(backend: Backend, { text, evaluations }: TimedWork): Promise<TimedRun> {
  const start = performance.now();
  let drawn = 0;
  for await (const event of attributeSteps({
    ...{ backend, replacer: createRandomReplacer(), text, seed: 1 },
    ...{ stopping: null, limits: { evaluations } },
  })) {
    if (event.type === 'finished') {
      const seconds = (performance.now() - start) / 1000;
      return { seconds, evaluations: event.result.cost.evaluations, drawn };
    }
    if (event.type === 'started' || event.type === 'level') continue;
    for (const { substitutes } of event.evaluated()) {
      for (const [position, id] of substitutes) drawn = (drawn * 31 + position * 65537 + id) % 1_000_000_007;
    }
  }
  throw new Error('a run ends with a finished event');
}
