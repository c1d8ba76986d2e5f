import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandOf } from './command.ts';
import { packagesOf, programOf } from './program.ts';
import type { WrittenCall } from './written-call.ts';

const call: WrittenCall = {
  ...{ text: 'The capital of France is', target: { id: 265, text: ' Paris' }, insteadOf: null, unit: 'token' },
  ...{ replacer: 'roberta', seed: 7, evaluations: 200, model: null },
};
const hub = { hub: 'owner/name', dtype: 'q4', commit: '0123abc' };

test('the program of a run on the tiny pair', () => {
  expect(programOf(call)).toBe(`import { attribute } from '@reagent/core';
import { createTinyModels } from '@reagent/tiny';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';

const { backend, maskedModel, dispose } = await createTinyModels();
const replacer = createRobertaReplacer({ maskedModel });
const result = await attribute({
  backend,
  replacer,
  text: "The capital of France is",
  target: 265, // " Paris"
  unit: "token",
  seed: 7,
  stopping: criterionOf('default'),
  limits: { evaluations: 200 },
});
console.log(JSON.stringify(result));
await dispose();
`);
});

test('the program of a contrast on a model of the Hub', () => {
  const program = programOf({ ...call, replacer: 'random', insteadOf: { id: 9, text: ' Rome' }, model: hub });
  expect(program).toContain('createOnnxNodeBackend({ model: "owner/name", dtype: "q4", revision: "0123abc" })');
  expect(program).toContain('  insteadOf: 9, // " Rome"\n');
  expect(program).toContain('const replacer = createRandomReplacer();');
  expect(program).toContain('await backend.dispose();');
  expect(packagesOf({ ...call, model: hub })).toContain('@reagent/backend-onnx-node');
});

test('no text leaves its literal or its comment', () => {
  const plain = programOf(call).split('\n');
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('*/\u2028throw 1', '\r\n"', '\u202e\ud800')),
      (text) => {
        const lines = programOf({ ...call, text, target: { id: 265, text } }).split(/[\n\r\u2028\u2029]/);
        expect(lines).toHaveLength(plain.length);
        expect(JSON.parse(/^ {2}text: (.*),$/.exec(lines[10] as string)?.[1] as string)).toBe(text);
        expect(JSON.parse(/^ {2}target: 265, \/\/ (.*)$/.exec(lines[11] as string)?.[1] as string)).toBe(text);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      },
    ),
  );
});

test('the command', () => {
  const options = '--target-ids 265 --unit token --replacer roberta --seed 7 --max-evaluations 200';
  expect(commandOf(call)).toBe(`reagent ${options} -- 'The capital of France is'`);
  expect(commandOf({ ...call, text: '--help' })).toBe(`reagent ${options} -- '--help'`);
  expect(commandOf({ ...call, text: 'a\u0000b' })).toBe(`printf 'a\\000b' | reagent ${options} --text-file -`);
  expect(commandOf({ ...call, insteadOf: { id: 9, text: ' Rome' }, model: hub })).toContain(
    "--instead-of-id 9 --unit token --replacer roberta --seed 7 --max-evaluations 200 --model 'owner/name' --dtype 'q4' --revision '0123abc' --",
  );
});
