import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, estimate, type Journal } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const file = join(mkdtempSync(join(tmpdir(), 'reagent-')), 'run.journal');
writeFileSync(file, '');
/** A last line without its end was torn by the end of its process: it is dropped, here and in the file. */
const journal: Journal = {
  lines: () => {
    const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    writeFileSync(file, whole.map((line) => `${line}\n`).join(''));
    return whole;
  },
  append: (line) => appendFileSync(file, `${line}\n`),
};

const plugIns = { replacer: createRandomReplacer(), stopping: criterionOf('default') };
const options = { ...plugIns, text: 'The capital of France is' };
console.log(await estimate({ ...options, backend: createToyBackend() }));
// The model fails in the middle; the same call goes on where it was.
const failing = createToyBackend({ failOnCalls: [4] });
await attribute({ ...options, backend: failing, journal }).catch((error: Error) => console.log(error.message));
const backend = createToyBackend();
const { cost } = await attribute({ ...options, backend, journal });
const asked = backend.calls.reduce((sum, call) => sum + (call.method === 'score' ? call.contexts.length : 0), 0);
console.log(`${cost.evaluations} evaluations, ${asked} of them after the failure`);
