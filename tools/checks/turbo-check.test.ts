import { expect, test } from 'vitest';
import { countTasks } from './turbo-check.ts';

const run = (taskId: string, exitCode: number | null) => ({ taskId, execution: { exitCode } });

test('counts the runs of the task, not of what it depends on', () => {
  const tasks = [run('@reagent/a#build', 0), run('@reagent/a#check:package', 0), run('@reagent/b#check:package', 1)];
  expect(countTasks('check:package', 1, { tasks })).toMatchObject({ passed: 1, failed: 1 });
});

test('a run that did not happen is a failure', () => {
  const tasks = [run('@reagent/a#build', 1), { taskId: '@reagent/b#build' }, run('@reagent/c#build', null)];
  expect(countTasks('build', 1, { tasks })).toMatchObject({ passed: 0, failed: 3 });
});

test('turbo failing is a failure, whatever its summary says', () => {
  const tasks = [run('@reagent/a#build', 1), run('@reagent/a#check:package', 0)];
  expect(countTasks('check:package', 1, { tasks })).toMatchObject({ passed: 1, failed: 1 });
  expect(countTasks('build', 0, { tasks: [] })).toMatchObject({ passed: 0, failed: 1 });
  expect(countTasks('build', 1, undefined)).toMatchObject({ passed: 0, failed: 1 });
});
