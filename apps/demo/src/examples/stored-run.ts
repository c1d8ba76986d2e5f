import type { DemoRun } from '../settings.ts';
import type { StoredExample } from './stored-example.ts';
import { readTrace } from './traced-run.ts';

/** A stored run in the shape of one that was made in the page. */
export function storedRun({ settings, texts, trace }: StoredExample): DemoRun {
  const { result, steps } = readTrace(trace);
  return { settings, result, texts, trace: steps.flatMap(({ evaluated }) => evaluated) };
}
