import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../set-up/command.mjs';
import { buildSmolLM2 } from './build-smollm2.mjs';
import { finish, isFinished } from './finished-build.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reagent-smollm2-'));
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'config.json'), '{}');
  writeFileSync(join(folder, 'onnx', 'model.onnx'), 'weights');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a finished build is found, and nothing is done', async () => {
  finish(folder, ['fp32']);
  expect(isFinished(folder, ['fp32'])).toBe(true);
  expect(await buildSmolLM2({ out: folder, only: ['fp32'] })).toEqual({ kind: 'there' });
  expect(readdirSync(folder).sort()).toEqual(['build.json', 'config.json', 'onnx']);
});

test('what is not whole, or not of these scripts, is not trusted', () => {
  expect(isFinished(folder, ['fp32'])).toBe(false);
  finish(folder, ['fp32']);
  expect(isFinished(folder, ['fp32', 'q8'])).toBe(false);
  const stamp = readFileSync(join(folder, 'build.json'), 'utf8');
  writeFileSync(join(folder, 'build.json'), stamp.replace(/"recipe": "./, '"recipe": "x'));
  expect(isFinished(folder, ['fp32'])).toBe(false);
  writeFileSync(join(folder, 'build.json'), stamp);
  expect(isFinished(folder, ['fp32'])).toBe(true);
  writeFileSync(join(folder, 'onnx', 'model.onnx'), 'weight');
  expect(isFinished(folder, ['fp32'])).toBe(false);
  rmSync(join(folder, 'onnx', 'model.onnx'));
  expect(isFinished(folder, ['fp32'])).toBe(false);
});

test('a folder of somebody else’s is left alone', async () => {
  const outcome = await buildSmolLM2({ out: folder });
  expect(outcome.kind).toBe('failed');
  expect(outcome.reason).toContain('--out');
  expect(readFileSync(join(folder, 'onnx', 'model.onnx'), 'utf8')).toBe('weights');
});

test('an unknown dtype or option is refused with the usage', async () => {
  const program = fileURLToPath(new URL('main.mjs', import.meta.url));
  for (const parameters of [['--only', 'fp64'], ['--everything']]) {
    const { code, output } = await runCommand(process.execPath, [program, ...parameters], { shell: false });
    expect(code).toBe(1);
    expect(output).toContain('npm run models:smollm2 -- [--out FOLDER] [--only fp32,fp16,q8,int8]');
  }
});
