import { expect, test } from 'vitest';
import { outcomeOfBuild } from './smollm2-check.ts';

test('a machine that cannot build the model skips its tests and says why; a build that breaks is a failure', () => {
  expect(outcomeOfBuild({ kind: 'built' })).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  expect(outcomeOfBuild({ kind: 'there' })).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  const skipped = outcomeOfBuild({ kind: 'unavailable', reason: 'python3 is not there' });
  expect(skipped).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
  expect(skipped.detail).toContain('python3 is not there');
  const failed = outcomeOfBuild({ kind: 'failed', reason: 'build.py ended with 1' });
  expect(failed).toMatchObject({ passed: 0, failed: 1, output: 'build.py ended with 1\n' });
});
