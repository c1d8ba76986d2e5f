import { runChild } from './child.ts';
import type { MemorySample, SoakTask } from './memory-over-steps.ts';
import { tiny, chooseModels } from './models.ts';
import { atMost, type Section, type Setting } from './section.ts';

const megabyte = 2 ** 20;
/** Every evaluated context stays in the run, for the fit of the effects: a mask, and four numbers. */
const mostHeap = 8;
/** Besides the heap: the engine's arenas, and pages that V8 keeps. */
const mostResident = 48;

/** Memory over 3,000 steps of one run. */
export async function soak({ quick, tell }: Setting): Promise<Section> {
  const steps = quick ? 40 : 3000;
  const task: SoakTask = { model: chooseModels([tiny])[0] as SoakTask['model'], steps, every: quick ? 10 : 250 };
  tell(`${steps} steps`);
  const samples = await runChild<readonly MemorySample[]>(new URL('memory-over-steps.ts', import.meta.url), task, [
    '--expose-gc',
  ]);
  const [first, last] = [samples[0] as MemorySample, samples.at(-1) as MemorySample];
  const growth = (key: 'heap' | 'resident') => (last[key] - first[key]) / megabyte;
  const evaluations = last.evaluations - first.evaluations;
  return {
    name: 'soak',
    title: `Memory over ${steps.toLocaleString('en')} steps`,
    explanation: [
      `One run of ${steps.toLocaleString('en')} steps of the preset \`paper\` (5 probes, its stop test after every step, never met) on the tiny pair, in a process of its own, garbage collected before each look. Growth is counted from the first look on, which is after the warm-up.`,
      `What grows on purpose are the rows of the run: each evaluated context's mask and numbers, from which the effects are fitted at the end. Bounds: ${mostHeap} MB of heap with its array buffers, ${mostResident} MB of resident memory.`,
    ],
    rows: samples.map(({ step, evaluations, heap, resident }) => ({
      step,
      evaluations,
      'heap, MB': heap / megabyte,
      'resident, MB': Math.round(resident / megabyte),
    })),
    ratios: [{ what: 'bytes of heap an evaluation', value: (growth('heap') * megabyte) / evaluations }],
    bars: [
      atMost('growth of the heap', growth('heap'), mostHeap, ' MB'),
      atMost('growth of resident memory', growth('resident'), mostResident, ' MB'),
    ],
  };
}
