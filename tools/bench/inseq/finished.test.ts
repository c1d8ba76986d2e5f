import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FinishedAnswers } from './finished.ts';
import type { PeerAnswer } from './requests.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'finished-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const answer = (id: string): PeerAnswer => {
  return { id, seed: 1, tokens: 1, cpuSeconds: 2, steps: 3, probes: 16, stoppedProbes: 0, scores: [null] };
};

it('asks once for an answer, also after a run that was cut while it wrote', async () => {
  const file = join(folder, 'new', 'answers.jsonl');
  const ask = vi.fn<(id: string) => Promise<PeerAnswer>>((id) => Promise.resolve(answer(id)));
  const first = new FinishedAnswers(file);
  expect(await first.get('a', () => ask('a'))).toEqual(answer('a'));
  appendFileSync(file, '{"id":"b","se');

  const again = new FinishedAnswers(file);
  expect(await again.get('a', () => ask('a'))).toEqual(answer('a'));
  expect(await again.get('b', () => ask('b'))).toEqual(answer('b'));
  expect(ask.mock.calls).toEqual([['a'], ['b']]);

  const last = new FinishedAnswers(file);
  expect(await last.get('b', () => Promise.reject(new Error('asked again')))).toEqual(answer('b'));
});

it('keeps nothing of an answer that did not come', async () => {
  const file = join(folder, 'answers.jsonl');
  await expect(new FinishedAnswers(file).get('a', () => Promise.reject(new Error('ended')))).rejects.toThrow('ended');
  expect(await new FinishedAnswers(file).get('a', () => Promise.resolve(answer('a')))).toEqual(answer('a'));
});
