import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseResult } from '@reagent/result-schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reagent } from './in-process.ts';

const backend = dirname(fileURLToPath(import.meta.resolve('@reagent/backend-onnx-node/package.json')));
const model = ['--model', join(backend, 'fixtures', 'llama-genai-prune'), '--dtype', 'fp32'];
const json = [...model, '--json', '-', '--quiet', '--max-evaluations', '30'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('--chat puts the text into the model’s template, which the result shows apart', async () => {
  const result = parseResult((await reagent('What is your name?', '--chat', ...json)).stdout);
  const own = result.tokens.filter(({ template }) => !template);
  expect(own.map(({ text }) => text).join('')).toBe('What is your name?');
  expect(result.tokens[1]).toMatchObject({ text: '<|start_header_id|>', template: true, pinned: true });
  expect(result.tokens.at(-1)).toMatchObject({ template: true, pinned: true });
  expect(result.effect[0]!.filter((effect) => effect !== null)).toHaveLength(own.length);
});

test('--messages reads a conversation; one message of a user is what --chat makes', async () => {
  const file = join(folder, 'messages.json');
  await writeFile(file, JSON.stringify([{ role: 'user', content: 'What is your name?' }]));
  const read = parseResult((await reagent('--messages', file, ...json)).stdout);
  const typed = parseResult((await reagent('What is your name?', '--chat', ...json)).stdout);
  expect(read.tokens).toEqual(typed.tokens);
  expect(read.effect).toEqual(typed.effect);
});

test('a template in a file of its own is the one that counts', async () => {
  const copy = join(folder, 'model');
  await cp(join(backend, 'fixtures', 'llama-genai-prune'), copy, { recursive: true });
  await writeFile(join(copy, 'chat_template.jinja'), 'Q: {{ messages[0].content }} A:');
  const { stdout } = await reagent('What is your name?', '--chat', ...json, '--model', copy);
  expect(parseResult(stdout).text).toBe('Q: What is your name? A:');
});

test.each([
  [{ role: 'user', content: 'hi' }, 'messages are a list'],
  [[{ role: 'user' }], 'number 0 must be { role, content }'],
])('a file with %j is refused', async (content, words) => {
  const file = join(folder, 'wrong.json');
  await writeFile(file, JSON.stringify(content));
  const { code, stderr } = await reagent('--messages', file, ...json);
  expect(stderr).toContain(words);
  expect(stderr).toContain('[INVALID_INPUT]');
  expect(code).toBe(2);
});

test('a model without a template says so', async () => {
  const { code, stderr } = await reagent('hello', '--chat', '--quiet');
  expect(stderr).toMatch(/has no chat template: [^\n]*\[UNSUPPORTED\]\n$/);
  expect(code).toBe(1);
});
