import { expect, test } from 'vitest';
import { atOnce, inTurns, type Work } from './in-turns.ts';

/** Takes that many milliseconds, one after the other. */
function* busy(milliseconds: number): Work<string> {
  for (let done = 0; done < milliseconds; done++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return 'done';
}

test('the program does other things in between, and the result is that of all at once', async () => {
  let others = 0;
  const other = setInterval(() => others++);
  expect(atOnce(busy(50))).toBe('done');
  expect(others).toBe(0);
  expect(await inTurns(busy(50))).toBe('done');
  clearInterval(other);
  expect(others).toBeGreaterThan(0);
});

test('what it throws is thrown', async () => {
  const broken = function* (): Work<never> {
    yield;
    throw new Error('broken');
  };
  expect(() => atOnce(broken())).toThrow('broken');
  await expect(inTurns(broken())).rejects.toThrow('broken');
});
