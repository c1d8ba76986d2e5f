import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../set-up/command.mjs';
import type { Check, Outcome } from './check.ts';

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts vitest's tests. A file that fails before its first test is one failure, and so is a run that fails though
 * every test passed (an unhandled error), or one that leaves no report (a crash).
 */
export function countTests(code: number, report: VitestReport | undefined): Outcome {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, output: 'vitest left no report\n' };
  const statuses = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  const skipped = statuses.length - passed - failedTests;
  if (failed === 0 && (code !== 0 || passed === 0)) {
    return { passed, failed: 1, skipped, output: `vitest exited with ${code} after ${passed} passed tests\n` };
  }
  return { passed, failed, skipped };
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

/** Every test of the workspace: units, conformance suites, examples. */
export const unitTests: Check = {
  name: 'tests',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'reagent-test-'));
    try {
      const report = join(folder, 'report.json');
      const parameters = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code } = await runCommand('vitest', parameters, { show: true });
      return countTests(code, readReport(report));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
