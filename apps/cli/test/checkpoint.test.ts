import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomStream, type AttributionResult } from '@reagent/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flags, startChild } from './child.ts';

const program = fileURLToPath(new URL('dying-run.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Life {
  /** Calls that the model answered. */
  readonly answered: number;
  readonly killed: boolean;
  readonly result: string | null;
}

async function live(...args: readonly (string | number)[]): Promise<Life> {
  const child = spawn(process.execPath, [...flags, program, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  await once(child, 'close');
  expect(errors).toBe('');
  const lines = output.split('\n');
  const result = lines.find((line) => line.startsWith('result '))?.slice('result '.length);
  return {
    answered: lines.filter((line) => line === 'answered').length,
    killed: child.signalCode === 'SIGKILL',
    result: result === undefined ? null : bytesOf(result),
  };
}

/** What must be equal: all but the seconds, and what may differ between equal runs. */
function bytesOf(json: string): string {
  const { cost, provenance, ...result } = JSON.parse(json) as AttributionResult;
  return JSON.stringify({ ...result, cost: { ...cost, seconds: 0 }, provenance: { ...provenance, execution: {} } });
}

function wholeLines(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

test('killed 50 times, at any point, a run loses no more than the calls under way, and ends with the same bytes', async () => {
  const kills = 50;
  const random = randomStream({ seed: 2026, probe: 0, step: 0, purpose: 'mask' });
  const places = { before: 0, after: 0, write: 0 };
  let killed = 0;
  for (let seed = 0; killed < kills; seed++) {
    const never = await live(join(folder, `never-${seed}`), seed);
    // The context, then a call a step and one for the stop tests after each, or after every fifth.
    expect(never.answered).toBeGreaterThanOrEqual(seed % 2 === 0 ? 41 : 20);
    const file = join(folder, `run-${seed}`);
    let resume = '';
    for (;;) {
      const where = (['before', 'after', 'write'] as const)[random.integer(3)]!;
      const before = wholeLines(file);
      const place = killed < kills ? where : 'nowhere';
      const life = await live(file, seed, place, 1 + random.integer(12), random.uniform(), resume);
      if (existsSync(file)) resume = 'resume';
      if (!life.killed) {
        expect(life.result).toBe(never.result);
        expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(folder, `never-${seed}`), 'utf8'));
        break;
      }
      killed += 1;
      places[where] += 1;
      const header = before === 0 && wholeLines(file) > 0 ? 1 : 0;
      const underWay = seed % 2 === 0 ? 1 : 2;
      expect(wholeLines(file) - before - header).toBeGreaterThanOrEqual(life.answered - underWay);
    }
  }
  expect(Math.min(...Object.values(places))).toBeGreaterThan(5);
}, 300_000);

test('the command line itself, killed at random moments', async () => {
  const text = ['The capital of France is', '--target', ' whale', '--preset', 'paper', '--max-steps', '60'];
  const options = [...text, '--batch-size', '5', '--json', '-', '--quiet'];
  const never = await startChild(options).end();
  const file = join(folder, 'run.journal');
  const random = randomStream({ seed: 7, probe: 0, step: 0, purpose: 'mask' });
  for (let kill = 0; kill < 4; kill++) {
    const child = startChild([...options, existsSync(file) ? '--resume' : '--checkpoint', file]);
    const [from, until] = [wholeLines(file), Date.now() + 30_000];
    while (wholeLines(file) <= from && child.process.exitCode === null && Date.now() < until) await pause(5);
    await pause(random.uniform() * 40);
    child.process.kill('SIGKILL');
    await child.end();
    expect(wholeLines(file)).toBeGreaterThan(from === 0 ? 0 : from - 1);
  }
  const resumed = await startChild([...options, '--resume', file]).end();
  expect(resumed.stderr).toBe('');
  expect(bytesOf(resumed.stdout)).toBe(bytesOf(never.stdout));
}, 120_000);

async function pause(milliseconds: number): Promise<void> {
  await new Promise((done) => setTimeout(done, milliseconds));
}
