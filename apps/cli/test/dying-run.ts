import { appendFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import { attribute, defineReplacer, type Backend, type Journal } from '@reagent/core';
import { targetInTopK } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';
import { createJournalFile, openJournalFile } from '../src/journal-file.ts';

// A run that is killed: `dying-run.ts <journal> <seed> <where> <number> <share>`, a process of its own. What the model has
// answered, and the result, go to stdout. `where`: before or after the model's answer number `number`, in the middle of
// the journal's line `number` (`share` of it is written), or nowhere.
const [file = '', seed = '0', where = 'nowhere', number = '0', share = '0', resume = ''] = process.argv.slice(2);

function say(text: string): void {
  writeSync(1, `${text}\n`);
}

function dieAt(place: string, count: number, first: () => void = () => {}): void {
  if (place !== where || count !== Number(number)) return;
  first();
  process.kill(process.pid, 'SIGKILL');
}

const toy = createToyBackend();
let calls = 0;
const backend: Backend = {
  ...toy,
  score: async (request) => {
    calls += 1;
    dieAt('before', calls);
    const scores = await toy.score(request);
    say('answered');
    dieAt('after', calls);
    return scores;
  },
};

const journal = resume === 'resume' ? await openJournalFile(file) : await createJournalFile(file);
let lines = 0;
const torn: Journal = {
  lines: () => journal.lines(),
  append: (line) => {
    lines += 1;
    dieAt('write', lines, () => appendFileSync(file, `${line}\n`.slice(0, Number(share) * (line.length + 1))));
    return journal.append(line);
  },
};

const criterion = targetInTopK({ k: 1, keepRatio: 0.3 });
const result = await attribute({
  backend,
  replacer: defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]),
  text: 'The capital of France is',
  target: 'France', // never among the best: the run goes on to its limit
  preset: 'paper',
  // Of every other seed asked after each step, else after every fifth: in between calls are sent ahead.
  stopping: Number(seed) % 2 === 0 ? criterion : { ...criterion, due: ({ step }) => step % 5 === 0 },
  seed: Number(seed),
  limits: { steps: 20 },
  execution: { batchSize: 5 }, // a call a step, and one for its stop tests
  journal: torn,
});
await journal.close();
say(`result ${JSON.stringify(result)}`);
