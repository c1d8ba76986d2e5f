import { expect, test } from 'vitest';
import { attribute, defineReplacer, type AttributeOptions, type Backend, type ChatEncoding } from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const messages = [{ role: 'user', content: 'The capital of France is' }];

/** The toy with a template: `<s>` and one of its words before the messages. */
function chatBackend(change: (encoding: ChatEncoding) => ChatEncoding = (encoding) => encoding): Backend {
  const backend = createToyBackend();
  const { tokenizer } = backend;
  const renderMessages = (given: readonly { content: string }[]): ChatEncoding => {
    const encoding = tokenizer.encode(`is ${given.map(({ content }) => content).join(' ')}`);
    return change({ ...encoding, template: encoding.ids.map((_, index) => index < 2) });
  };
  return { ...backend, tokenizer: { ...tokenizer, renderMessages } };
}

function run(options: Partial<AttributeOptions>) {
  return attribute({ backend: chatBackend(), replacer: uniform, stopping: null, ...options });
}

test('the template’s tokens are marked, never replaced, and out of the numbers', async () => {
  const seen: number[][] = [];
  const backend = chatBackend();
  const score: Backend['score'] = (request) => {
    const { rows, length, ids } = request.contexts;
    for (let row = 0; row < rows; row++) seen.push([...ids.subarray(row * length, row * length + 2)]);
    return backend.score(request);
  };
  // The presets of others replace special tokens, and still no template.
  for (const preset of ['default', 'paper'] as const) {
    const result = await run({ backend: { ...backend, score }, messages, preset, limits: { steps: 20 } });
    expect(result.tokens.map(({ template }) => template)).toEqual([true, true, false, false, false, false, false]);
    expect(result.tokens.map(({ pinned }) => pinned)).toEqual([true, true, false, false, false, false, false]);
    expect(result.importance[0]!.slice(0, 2)).toEqual([0, 0]);
    expect(result.importance[0]!.slice(2).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(result.effect[0]!.slice(0, 2)).toEqual([null, null]);
    expect(result.text).toBe('is The capital of France is');
  }
  expect(seen.length).toBeGreaterThan(100);
  expect(new Set(seen.map(String)).size).toBe(1);
});

test('a text has no template', async () => {
  const { tokens } = await run({ text: 'The capital of France is' });
  expect(tokens.some(({ template }) => template)).toBe(false);
});

test.each([
  ['INVALID_OPTION', 'either text or messages', {}],
  ['INVALID_OPTION', 'either text or messages', { text: 'is', messages }],
  ['UNSUPPORTED', 'has no chat template', { messages, backend: createToyBackend() }],
  ['EMPTY_TEXT', 'there is none', { messages: [] }],
  ['EMPTY_TEXT', 'no tokens', { messages: [{ role: 'user', content: '' }] }],
  ['INVALID_INPUT', 'number 1 must be', { messages: [...messages, { role: 'user' } as never] }],
  ['PLUGIN_BROKE_RULE', 'one template mark', { messages, backend: chatBackend((all) => ({ ...all, template: [] })) }],
] satisfies [string, string, Partial<AttributeOptions>][])('%s: %s', async (code, words, options) => {
  await expect(run(options)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});
