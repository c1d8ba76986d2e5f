import type { Check, Outcome } from './check.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

async function outcomeOf(check: Check): Promise<Outcome> {
  try {
    return await check.run();
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, output: `${error instanceof Error ? error.stack : String(error)}\n` };
  }
}

async function timed(check: Check): Promise<{ readonly outcome: Outcome; readonly seconds: number }> {
  const start = performance.now();
  const outcome = await outcomeOf(check);
  return { outcome, seconds: (performance.now() - start) / 1000 };
}

function summary(name: string, outcome: Outcome, seconds: number): string {
  const mark = outcome.failed > 0 ? '✗' : outcome.passed > 0 ? '✓' : '–';
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : '';
  const detail = outcome.detail === undefined ? '' : ` (${outcome.detail})`;
  return `${mark} ${name}: ${outcome.passed} passed, ${outcome.failed} failed${skipped}${detail} · ${seconds.toFixed(1)} s\n`;
}

/** Runs every check, also after one that failed, and writes a line for each, in their order, and what failed below it. */
export async function runChecks(checks: readonly Check[], write: (text: string) => void): Promise<Totals> {
  let passed = 0;
  let failed = 0;
  const begun = new Map(checks.filter(({ beginsEarly }) => beginsEarly).map((check) => [check, timed(check)]));
  for (const check of checks) {
    const { outcome, seconds } = await (begun.get(check) ?? timed(check));
    passed += outcome.passed;
    failed += outcome.failed;
    write(summary(check.name, outcome, seconds));
    if (outcome.failed > 0 && outcome.output !== undefined) write(outcome.output.replace(/^(?=.)/gm, '  '));
  }
  return { passed, failed };
}
