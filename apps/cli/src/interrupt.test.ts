import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Interrupted, interruptible } from './interrupt.ts';
import type { Surroundings } from './surroundings.ts';

test('the first Ctrl-C aborts; the second finds nobody, so that it kills', () => {
  const signals = new EventEmitter();
  const said: string[] = [];
  const { signal } = interruptible(signals as unknown as Surroundings, () => said.push('interrupted'));
  signals.emit('SIGINT');
  expect(signal.reason).toBeInstanceOf(Interrupted);
  expect(said).toEqual(['interrupted']);
  expect(signals.listenerCount('SIGINT')).toBe(0);
});

test('after a run Ctrl-C kills at once again', () => {
  const signals = new EventEmitter();
  const { signal, release } = interruptible(signals as unknown as Surroundings, () => {});
  release();
  signals.emit('SIGINT');
  expect(signal.aborted).toBe(false);
  expect(signals.listenerCount('SIGINT')).toBe(0);
});
