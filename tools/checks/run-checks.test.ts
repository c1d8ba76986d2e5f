import { expect, test } from 'vitest';
import { fail, pass, skip, type Check } from './check.ts';
import { commandCheck, problemCheck } from './command-check.ts';
import { runChecks } from './run-checks.ts';

const check = (name: string, run: Check['run']): Check => ({ name, run });

async function run(...checks: Check[]) {
  let text = '';
  const totals = await runChecks(checks, (piece) => (text += piece));
  return {
    totals,
    lines: text
      .replace(/ · [\d.]+ s$/gm, '')
      .trimEnd()
      .split('\n'),
  };
}

test('runs every check, also after one that failed or threw, and adds them up', async () => {
  const { totals, lines } = await run(
    check('first', async () => fail('broken\nin two lines\n')),
    check('second', () => Promise.reject(new Error('went wrong'))),
    check('third', async () => ({ passed: 40, failed: 2, skipped: 1 })),
    check('fourth', async () => skip('no git')),
    check('fifth', async () => pass('all well')),
  );
  expect(totals).toEqual({ passed: 41, failed: 4 });
  expect(lines.slice(0, 3)).toEqual(['✗ first: 0 passed, 1 failed', '  broken', '  in two lines']);
  expect(lines).toContain('  Error: went wrong');
  expect(lines.slice(-3)).toEqual([
    '✗ third: 40 passed, 2 failed, 1 skipped',
    '– fourth: 0 passed, 0 failed, 1 skipped (no git)',
    '✓ fifth: 1 passed, 0 failed (all well)',
  ]);
});

test('a command passes where it exits with 0, and says what it printed where not', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(Number(process.argv[1]))';
  const { totals, lines } = await run(
    commandCheck('good', process.execPath, '-e', script, '0'),
    commandCheck('bad', process.execPath, '-e', script, '2'),
    commandCheck('missing', 'no-such-command-anywhere'),
  );
  expect(totals).toEqual({ passed: 1, failed: 2 });
  expect(lines.slice(0, 2)).toEqual(['✓ good: 1 passed, 0 failed', '✗ bad: 0 passed, 1 failed']);
  expect(lines.slice(2, 4).toSorted()).toEqual(['  err', '  out']);
  expect(lines.at(-1)).toContain('no-such-command-anywhere');
});

test('a finder of problems passes where there are none', async () => {
  const { totals, lines } = await run(
    problemCheck('clean', () => []),
    problemCheck('dirty', () => ['one', 'two']),
  );
  expect(totals).toEqual({ passed: 1, failed: 1 });
  expect(lines.slice(-2)).toEqual(['  one', '  two']);
});

test('begins a long check with the first one, and tells of it in its place', async () => {
  const begun: string[] = [];
  const noting = (name: string): Check => check(name, async () => (begun.push(name), pass()));
  const { lines } = await run(noting('first'), { ...noting('long'), beginsEarly: true });
  expect(begun).toEqual(['long', 'first']);
  expect(lines).toEqual(['✓ first: 1 passed, 0 failed', '✓ long: 1 passed, 0 failed']);
});
