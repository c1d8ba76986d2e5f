import { readFileSync } from 'node:fs';
import { ReagentError } from '@reagent/core';
import { Command, CommanderError } from 'commander';
import { attributeCall, type AttributeValues } from './attribute-call.ts';
import { attributeCommand, examples } from './attribute-options.ts';
import type { Call } from './calls.ts';
import { doctorCall, doctorCommand, type DoctorValues } from './doctor-command.ts';
import { numberAbove } from './option-values.ts';
import { scoreCall, type ScoreValues } from './score-call.ts';
import { scoreCommand } from './score-options.ts';
import { compareCall, showCall, type CompareValues, type ShowValues } from './show-call.ts';
import { compareCommand, showCommand } from './show-options.ts';

/** Reads the arguments. Throws `INVALID_OPTION` with a sentence for what is not understood. */
export function parseCommandLine(args: readonly string[]): Call {
  const shown: string[] = [];
  let call: Call | null = null;
  const program = commandLine(
    (text) => shown.push(text),
    (parsed) => (call = parsed),
  );
  try {
    program.parse(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new ReagentError('INVALID_OPTION', sentence(error), { cause: error });
  }
  return call ?? { command: 'print', text: shown.join('') };
}

function commandLine(show: (text: string) => void, done: (call: Call) => void): Command {
  const attribute = attributeCommand().action((text: string | undefined, options: AttributeValues) =>
    done(attributeCall(text, options)),
  );
  const replay = new Command('replay')
    .description('Computes a recorded recursion again and prints the largest difference on its last line.')
    .argument('<file>', 'a recording of format reagent-golden-trace/1 or reagent-golden-effect/1')
    .option('--tolerance <x>', 'largest difference allowed (default: each quantity has its own)', numberAbove(0))
    .option('--debug', 'show where an error arose')
    .action((file: string, options: { tolerance?: number }) =>
      done({ command: 'replay', file, tolerance: options.tolerance ?? null }),
    );
  const score = scoreCommand().action((options: ScoreValues) => done(scoreCall(options)));
  const showing = showCommand().action((file: string, options: ShowValues) => done(showCall(file, options)));
  const comparing = compareCommand().action((a: string, b: string, options: CompareValues) =>
    done(compareCall(a, b, options)),
  );
  const doctor = doctorCommand().action((options: DoctorValues) => done(doctorCall(options)));
  const program = new Command('reagent').version(packageVersion(), '--version');
  for (const command of [program, attribute, replay, score, showing, comparing, doctor]) {
    command.exitOverride().configureOutput({ writeOut: show, writeErr: () => {} });
  }
  // What most people want first is the help of the default command.
  program.helpInformation = () => `${attribute.helpInformation()}\n${examples}\n`;
  program.addCommand(attribute, { isDefault: true });
  for (const command of [showing, comparing, replay, score, doctor]) program.addCommand(command);
  return program;
}

/** Commander's message as one sentence, with what to do where it does not say so. */
function sentence({ code, message }: CommanderError): string {
  const problem = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const advice = {
    'commander.unknownOption': ' (a text that begins with "-" goes after --; see --help)',
    'commander.excessArguments': ' (put the text in quotes)',
    'commander.missingArgument': ' (see --help)',
  }[code];
  return `${problem}${advice ?? ''}`;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
