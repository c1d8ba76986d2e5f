import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/** What the workspace's own commands run with: its tools on PATH, and nobody told about it. */
const environment = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  // `npm start` hands its own silence down, and a failed set-up must say why.
  npm_config_loglevel: 'error',
};

/**
 * Runs a command, in the workspace's root unless told otherwise, and keeps what it prints: stdout belongs to the
 * program that follows.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ show?: boolean, folder?: string, shell?: boolean }} [options] `show`: what it prints goes to stderr too, as
 *   it comes; `folder`: where it runs; `shell`: false for programs whose parameters a shell must not read
 * @returns {Promise<{ code: number, output: string }>} its exit code (1 where it could not start or a signal ended it)
 *   and what it printed on both streams
 */
export function runCommand(command, parameters, options = {}) {
  return new Promise((resolve) => {
    // Windows starts `npx` and `turbo` through .cmd files, which want a shell.
    const shell = options.shell ?? process.platform === 'win32';
    const child = spawn(command, parameters, {
      cwd: options.folder ?? root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (options.show) process.stderr.write(text);
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}${command}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
