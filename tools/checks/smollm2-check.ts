import { buildSmolLM2, isSmolLM2Built, type Outcome as BuildOutcome } from '../smollm2/build-smollm2.mjs';
import { fail, pass, skip, type Check, type Outcome } from './check.ts';

/** What becomes of the tests that need the model. Without Python there is none, and that is not the code's fault. */
export function outcomeOfBuild({ kind, reason }: BuildOutcome): Outcome {
  if (kind === 'failed') return fail(`${reason}\n`);
  if (kind === 'unavailable') return skip(`the tests on it are skipped, because ${reason}`);
  return pass(kind === 'there' ? 'built before' : 'built now');
}

/** The real model that tests run where it is built: with `CI=true` it is built for them. */
export const smollm2Check: Check = {
  name: 'SmolLM2 for the tests',
  beginsEarly: true,
  async run() {
    if (process.env['CI'] === 'true') return outcomeOfBuild(await buildSmolLM2());
    return isSmolLM2Built() ? pass('built before') : skip('not built; npm run models:smollm2 does it');
  },
};
