import { expect, test } from 'vitest';
import { startChild } from './child.ts';

const text = 'The capital of France is';
const escape = '\u001b';

test('explains a text in a pipe: plain, in words, on stdout', async () => {
  const { code, stdout, stderr } = await startChild([text]).end();
  expect(stdout.split('\n')[0]).toMatch(/^The capital of France is → " Paris" \(p [=>] [\d.]+, first choice\)$/);
  expect(stdout).toMatch(/^ {2}" France" +\+[\d.]+ +\[ *\+[\d.]+, +\+[\d.]+\] +█+$/m);
  expect(stdout).toMatch(/^\d+ evaluations in [\d.]+ s · converged · 8 probes · preset default · seed 0$/m);
  expect(stdout + stderr).not.toContain(escape);
  expect(stderr).toMatch(/^reagent: explaining " Paris" after \d tokens, at most \d+ evaluations\n$/);
  expect(code).toBe(0);
});

test('FORCE_COLOR brings colour into a pipe', async () => {
  const { code, stdout } = await startChild([text, '--max-evaluations', '20', '--quiet'], { FORCE_COLOR: '1' }).end();
  expect(stdout).toContain(`${escape}[48;5;`);
  expect(code).toBe(0);
});

test('NO_COLOR takes colour away, whatever else is set', async () => {
  const env = { NO_COLOR: '1', FORCE_COLOR: '1' };
  const { stdout, stderr } = await startChild([text, '--max-evaluations', '20', '--quiet'], env).end();
  expect(stdout).toContain('" France"');
  expect(stdout + stderr).not.toContain(escape);
});

test('Ctrl-C ends a long run with the best result so far', async () => {
  const endless = ['--preset', 'paper', '--target', ' whale', '--max-steps', 'none', '--max-evaluations', '1000000'];
  const child = startChild([text, ...endless]);
  await child.stderrHas('explaining');
  child.process.kill('SIGINT');
  const { code, stdout, stderr } = await child.end();
  expect(stderr).toContain('interrupted: ending with what there is so far');
  expect(stdout.split('\n')[0]).toContain('The capital of France is → " whale"');
  expect(stdout).toContain('not converged: interrupted');
  expect(code).toBe(0);
});

test('a reader that closes early is no error', async () => {
  const child = startChild([text, '--max-evaluations', '20']);
  child.process.stdout.destroy();
  const { code, stderr } = await child.end();
  expect(stderr).toMatch(/^reagent: explaining [^\n]*\n$/);
  expect(code).toBe(0);
});

test('wrong use is one line and exit code 2', async () => {
  const { code, stdout, stderr } = await startChild([text, '--seed', 'x']).end();
  expect(stderr).toBe(
    "reagent: option '--seed <n>' argument 'x' is invalid. It must be a whole number of at least 0. [INVALID_OPTION]\n",
  );
  expect(stdout).toBe('');
  expect(code).toBe(2);
});
