import { ReagentError } from '@reagent/core';
import { Command, Option } from 'commander';
import type { DoctorCall } from './calls.ts';
import { doctorTable } from './doctor-table.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { openRemoteModel } from './remote-model.ts';
import { keyVariable } from './remote-options.ts';
import type { Surroundings } from './surroundings.ts';

export interface DoctorValues {
  readonly url?: string;
  readonly model?: string;
  readonly tokenizer?: string;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Tells what an inference server can do for an explanation, by asking it.')
    .option('--url <url>', `of the server; its key, if it wants one, in the variable ${keyVariable}`)
    .option('--model <name>', 'as the server names it (default: the only one)')
    .option('--tokenizer <folder>', 'with tokenizer.json and tokenizer_config.json of that model')
    .option('--debug', 'show where an error arose')
    .addHelpOption(new Option('-h, --help', 'print this'));
}

/** @throws ReagentError `INVALID_OPTION` */
export function doctorCall({ url, model, tokenizer }: DoctorValues): DoctorCall {
  if (url === undefined || tokenizer === undefined) {
    throw new ReagentError('INVALID_OPTION', 'doctor needs --url and --tokenizer (see reagent doctor --help)');
  }
  return { command: 'doctor', model: model ?? null, remote: { url, tokenizer } };
}

/** Prints what the server can do; a server that cannot serve is an error, which says why. */
export async function runDoctor(call: DoctorCall, surroundings: Surroundings): Promise<number> {
  const { env, stdout } = surroundings;
  const interrupt = interruptible(surroundings, () => {});
  try {
    const backend = await openRemoteModel(call.remote, call.model, { env, signal: interrupt.signal });
    stdout.write(doctorTable(backend));
    await backend.dispose();
    return exitCodes.result;
  } finally {
    interrupt.release();
  }
}
