import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPython } from './python.mjs';

const folder = mkdtempSync(join(tmpdir(), 'reagent-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that answers as a Python of this version would. */
function standIn(version: string, code: number): string {
  const path = join(folder, `python-${version}-${code}`);
  writeFileSync(path, `#!/bin/sh\necho ${version}\nexit ${code}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('of the Pythons on PATH', () => {
  it.each(['3.10.0', '3.14.2'])('%s that can make environments is taken', async (version) => {
    const good = standIn(version, 0);
    expect(await findPython(['no-such-python', standIn('3.12.1', 1), good])).toEqual({ command: good });
  });

  it.each([
    ['one that is not there', 'no-such-python', 'no-such-python is not there'],
    ['an old one', () => standIn('3.9.2', 0), 'is Python 3.9.2'],
    ['one of another age', () => standIn('2.7.18', 0), 'is Python 2.7.18'],
    ['one without ensurepip', () => standIn('3.11.2', 1), 'is Python 3.11.2 without venv or pip'],
  ])('%s is not, and what to do is said', async (_name, command, words) => {
    const { problem } = await findPython([typeof command === 'string' ? command : command()]);
    expect(problem).toContain('Python 3.10');
    expect(problem).toContain('apt-get install python3-venv');
    expect(problem).toContain(words);
  });
});
