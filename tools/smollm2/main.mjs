// `npm run models:smollm2`: builds models/SmolLM2-135M-Instruct, or finds that it is there.
//
//   npm run models:smollm2 -- --only fp32,fp16 --out FOLDER
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../set-up/say.mjs';
import { buildSmolLM2, dtypes, smollm2Folder } from './build-smollm2.mjs';

const usage = `npm run models:smollm2 -- [--out FOLDER] [--only ${dtypes.join(',')}]`;

/** @returns {{ out: string, only: readonly string[] } | undefined} */
function readOptions() {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } });
    const only = values.only?.split(',') ?? dtypes;
    if (only.some((dtype) => !dtypes.includes(dtype))) throw new Error(`--only knows ${dtypes.join(', ')}`);
    return { out: values.out === undefined ? smollm2Folder : resolve(values.out), only };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say(usage);
    return undefined;
  }
}

const options = readOptions();
const outcome = options === undefined ? undefined : await buildSmolLM2(options);
if (options === undefined || outcome?.reason !== undefined) {
  if (outcome?.reason !== undefined) say(`SmolLM2 was not built: ${outcome.reason}`);
  process.exitCode = 1;
} else {
  say(`SmolLM2 ${outcome?.kind === 'there' ? 'is there already' : 'is built'}:`);
  console.log(options.out);
}
