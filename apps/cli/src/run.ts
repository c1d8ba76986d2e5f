import { runAttribute } from './attribute-command.ts';
import { ignoreClosedPipe } from './closed-pipe.ts';
import { parseCommandLine } from './command-line.ts';
import { runDoctor } from './doctor-command.ts';
import { errorLine, exitCodeOf } from './error-line.ts';
import { exitCodes } from './exit-codes.ts';
import { runReplay } from './replay-command.ts';
import { runScore } from './score-command.ts';
import { runCompare, runShow } from './show-command.ts';
import type { Surroundings } from './surroundings.ts';

/** Does what the arguments say and gives the exit code; never throws. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  ignoreClosedPipe(surroundings.stdout);
  try {
    const call = parseCommandLine(args);
    switch (call.command) {
      case 'print':
        surroundings.stdout.write(call.text);
        return exitCodes.result;
      case 'show':
        return await runShow(call, surroundings);
      case 'compare':
        return await runCompare(call, surroundings);
      case 'attribute':
        return await runAttribute(call, surroundings);
      case 'doctor':
        return await runDoctor(call, surroundings);
      case 'replay':
        return await runReplay(call, surroundings);
      case 'score':
        return await runScore(call, surroundings);
    }
  } catch (error) {
    surroundings.stderr.write(errorLine(error, args.includes('--debug')));
    return exitCodeOf(error);
  }
}
