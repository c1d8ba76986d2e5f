import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../set-up/root.mjs';

const run = promisify(execFile);

/** What the benchmark against inseq makes and keeps: ignored by git, and safe to delete. */
export const cache: string = join(root, '.cache/bench/inseq');
const here = join(root, 'tools/bench/inseq');
/** inseq's answers so far. */
export const keptAnswers: string = join(here, 'answers');
const requirements = join(here, 'requirements.txt');

/** The pinned packages, as one short word. */
export const pinned: string = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);

interface Preparation {
  /** Whether missing packages may be installed. */
  readonly install: boolean;
  readonly tell: (line: string) => void;
}

/** Python with the packages of requirements.txt, in an environment of its own, made on the first call; or why not. */
export async function preparePython({ install, tell }: Preparation): Promise<string | { readonly missing: string }> {
  const folder = join(cache, 'venv');
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(folder, 'installed');
  if (contentOf(stamp) === pinned) return python;
  const system = await findPython();
  if (system === null) return { missing: 'there is no Python from 3.10 on' };
  if (!install) return { missing: 'inseq is not installed yet; a run without --quick installs it' };
  tell('installing inseq and torch; this takes minutes and, on Linux, 5 GB');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  try {
    await run(system, ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { maxBuffer: 2 ** 24 });
  } catch (error) {
    return { missing: `inseq could not be installed: ${lastLine(error)}` };
  }
  writeFileSync(stamp, pinned);
  return python;
}

/** Runs a script of this folder to its end; gives the last line that it wrote. */
export async function runScript(python: string, script: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run(python, [join(here, script), ...words], { maxBuffer: 2 ** 24 });
  return stdout.trim().split('\n').at(-1) ?? '';
}

async function findPython(): Promise<string | null> {
  for (const name of ['python3.11', 'python3', 'python']) {
    const answer = await run(name, ['-c', 'import sys; print(sys.version_info[:2] >= (3, 10))']).catch(() => null);
    if (answer?.stdout.trim() === 'True') return name;
  }
  return null;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
  return (stderr ?? message).trim().split('\n').at(-1) ?? '';
}
