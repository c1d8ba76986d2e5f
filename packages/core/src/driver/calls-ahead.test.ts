import { expect, test } from 'vitest';
import { CallsAhead } from './calls-ahead.ts';

/** Calls that end when they are told to, and the order of what happens. */
function watched(ahead: boolean) {
  const calls = new CallsAhead(ahead);
  const seen: string[] = [];
  const ends = new Map<string, { end: () => void; fail: () => void }>();
  return {
    seen,
    end: (name: string) => ends.get(name)?.end(),
    fail: (name: string) => ends.get(name)?.fail(),
    begin: (name: string) =>
      calls.begin(
        () => {
          seen.push(`${name} begins`);
          return new Promise<string>((resolve, reject) => {
            ends.set(name, { end: () => resolve(name), fail: () => reject(new Error(name)) });
          });
        },
        async (answer) => {
          seen.push(`${answer} finishes`);
          await settle();
        },
      ),
  };
}

/** Until nothing is left that could happen by itself. */
const settle = () => new Promise((done) => setTimeout(done));

test('a call is made while the one before it is under way, none further ahead of what has been taken', async () => {
  const { begin, end, seen } = watched(true);
  const [a, b, c] = [begin('a'), begin('b'), begin('c')];
  await settle();
  end('b');
  end('a');
  await settle();
  expect(seen).toEqual(['a begins', 'b begins']);
  const taken = a();
  await settle();
  expect(await taken).toBe('a');
  await settle();
  expect(seen).toEqual(['a begins', 'b begins', 'a finishes', 'c begins']);
  end('c');
  expect(await b()).toBe('b');
  expect(await c()).toBe('c');
});

test('not ahead, each waits until the one before it has been taken', async () => {
  const { begin, end, seen } = watched(false);
  const [a, b] = [begin('a'), begin('b')];
  await settle();
  end('a');
  await settle();
  expect(seen).toEqual(['a begins']);
  await a();
  await settle();
  end('b');
  expect(await b()).toBe('b');
  expect(seen).toEqual(['a begins', 'a finishes', 'b begins', 'b finishes']);
});

test('after a failure no other is made', async () => {
  const { begin, end, fail, seen } = watched(true);
  const [a] = [begin('a'), begin('b'), begin('c')];
  await settle();
  end('b');
  fail('a');
  await expect(a()).rejects.toThrow('a');
  await settle();
  expect(seen).toEqual(['a begins', 'b begins']);
});

test('what nobody takes fails nobody', async () => {
  const { begin, fail, seen } = watched(true);
  begin('a');
  await settle();
  fail('a'); // an unhandled rejection would fail the test run
  await settle();
  expect(seen).toEqual(['a begins']);
});
