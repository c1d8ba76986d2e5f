import { runCommand } from '../set-up/command.mjs';
import { fail, pass, type Check } from './check.ts';

/** A check that is one command: it passes where the command exits with 0. */
export function commandCheck(name: string, command: string, ...parameters: string[]): Check {
  return {
    name,
    async run() {
      const { code, output } = await runCommand(command, parameters);
      return code === 0 ? pass() : fail(output);
    },
  };
}

/** A check that finds problems by itself: it passes where it finds none. */
export function problemCheck(name: string, find: () => readonly string[] | Promise<readonly string[]>): Check {
  return {
    name,
    async run() {
      const problems = await find();
      return problems.length === 0 ? pass() : fail(`${problems.join('\n')}\n`);
    },
  };
}
