import { ReagentError } from '@reagent/core';
import { Command, Option } from 'commander';
import type { DoctorCall } from './calls.ts';
import { doctorTable } from './doctor-table.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { openRemoteModel } from './remote-model.ts';
import { serverChoice, serverOptions, type RemoteValues } from './remote-options.ts';
import type { Surroundings } from './surroundings.ts';

export interface DoctorValues extends Omit<RemoteValues, 'backend'> {
  readonly model?: string;
}

export function doctorCommand(): Command {
  const command = new Command('doctor').description(
    'Tells what an inference server can do for an explanation, by asking it.',
  );
  for (const option of serverOptions()) command.addOption(option);
  return command
    .option('--model <name>', 'as the server names it (default: the only one)')
    .option('--debug', 'show where an error arose')
    .addHelpOption(new Option('-h, --help', 'print this'));
}

/** @throws ReagentError `INVALID_OPTION` */
export function doctorCall({ model, url, ...values }: DoctorValues): DoctorCall {
  if (url === undefined) throw new ReagentError('INVALID_OPTION', 'doctor needs --url (see reagent doctor --help)');
  return { command: 'doctor', model: model ?? null, remote: serverChoice({ ...values, url }) };
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
