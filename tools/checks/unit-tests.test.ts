import { expect, test } from 'vitest';
import { countTests } from './unit-tests.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('counts tests, skipped ones apart', () => {
  const report = { testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed')] };
  expect(countTests(1, report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that fails before its first test is a failure', () => {
  expect(countTests(1, { testResults: [file('failed'), file('passed', 'passed')] })).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test('a run that fails though every test passed is a failure', () => {
  expect(countTests(1, { testResults: [file('passed', 'passed')] })).toMatchObject({ passed: 1, failed: 1 });
});

test('a run without tests is a failure', () => {
  expect(countTests(0, { testResults: [] })).toMatchObject({ passed: 0, failed: 1 });
});

test('a crash is a failure', () => {
  expect(countTests(139, undefined)).toMatchObject({ passed: 0, failed: 1 });
});
