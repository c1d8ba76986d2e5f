import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../set-up/command.mjs';
import { root } from '../set-up/root.mjs';
import type { Check, Outcome } from './check.ts';

/** The part of turbo's run summary that is counted. */
export interface TurboSummary {
  readonly tasks: readonly { readonly taskId: string; readonly execution?: { readonly exitCode: number | null } }[];
}

/**
 * Counts the runs of `task`, one a package; one that did not run because another failed is a failure too. What it
 * depends on is counted by its own check, but turbo's exit code holds for both.
 */
export function countTasks(task: string, code: number, summary: TurboSummary | undefined): Outcome {
  const runs = summary?.tasks.filter(({ taskId }) => taskId.endsWith(`#${task}`)) ?? [];
  if (runs.length === 0) return { passed: 0, failed: 1, skipped: 0, output: `turbo exited with ${code}: no ${task}\n` };
  const passed = runs.filter(({ execution }) => execution?.exitCode === 0).length;
  const failed = runs.length - passed;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: 0 };
}

const summaries = join(root, '.turbo', 'runs');

function takeSummary(): TurboSummary | undefined {
  try {
    const file = readdirSync(summaries).find((name) => name.endsWith('.json'));
    return file === undefined ? undefined : (JSON.parse(readFileSync(join(summaries, file), 'utf8')) as TurboSummary);
  } catch {
    return undefined;
  }
}

/** One task of turbo in every package that has it. */
export function turboCheck(name: string, task: string): Check {
  return {
    name,
    async run() {
      rmSync(summaries, { recursive: true, force: true });
      const parameters = ['run', task, '--continue=always', '--summarize', '--output-logs=errors-only'];
      const { code, output } = await runCommand('turbo', parameters);
      return { output, ...countTasks(task, code, takeSummary()) };
    },
  };
}
