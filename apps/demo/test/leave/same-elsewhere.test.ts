import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTinyModels, type TinyModels } from '@reagent/tiny';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandOf } from '../../src/leave/command.ts';
import { programOf } from '../../src/leave/program.ts';
import { formatWord, isPlain, quotedWord } from '../../src/leave/shell-words.ts';
import { writtenCall } from '../../src/leave/written-call.ts';
import type { DemoSettings } from '../../src/settings.ts';
import { runInNode } from './run-in-node.ts';
import { plain, runCommand, runProgram } from './run-written.ts';

let models: TinyModels;
beforeAll(async () => {
  models = await createTinyModels();
});
afterAll(() => models?.dispose());

const settings: DemoSettings = {
  ...{ text: '', target: null, insteadOf: null, unit: 'token', replacer: 'random', seed: 3, evaluations: 60 },
  model: 'tiny',
};

test.each<[string, Partial<DemoSettings>]>([
  [
    'a contrast of words, with the masked model’s proposals',
    {
      text: '-n "It\'s" $(ls) `ls` ${HOME}\n The capital of France is',
      insteadOf: 266,
      unit: 'word',
      replacer: 'roberta',
    },
  ],
  ['a text that no terminal can be given', { text: 'The \u0000capital\u001b[201~\r of %d\\n \ud800\u202e France is' }],
])(
  'the program and the command give what the run gave: %s',
  async (_, own) => {
    const run = await runInNode(models, { ...settings, ...own });
    const call = writtenCall(run);
    const [program, command] = await Promise.all([runProgram(programOf(call)), runCommand(commandOf(call))]);
    expect(command.trace).toEqual(run.trace); // the substitutes, and every bit of the numbers
    expect(plain(command.result)).toEqual(plain(run.result));
    expect(plain(program)).toEqual(plain(run.result));
  },
  120_000,
);

test('a shell reads every text as what it is', async () => {
  const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
  const texts = [...fc.sample(any, { numRuns: 60, seed: 1 }), "'", '-', '%', '\\', '\n\n', '!!', '-\u0000%s'];
  const lines = texts.flatMap((text) => [
    `printf ${formatWord(text)} | od -An -v -tx1; echo =`,
    ...(isPlain(text) ? [`printf '%s' ${quotedWord(text)} | od -An -v -tx1; echo =`] : []),
  ]);
  const { stdout } = await promisify(execFile)('sh', ['-c', lines.join('\n')]);
  const read = stdout.split('=').map((hex) => Buffer.from(hex.replace(/\s/g, ''), 'hex').toString());
  const wanted = texts.flatMap((text) => Array<string>(isPlain(text) ? 2 : 1).fill(Buffer.from(text).toString()));
  expect(read.slice(0, -1)).toEqual(wanted);
});
