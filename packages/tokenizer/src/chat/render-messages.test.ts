import { readFileSync } from 'node:fs';
import { ReagentError, type ChatMessage, type LocalTokenizer } from '@reagent/core';
import { describe, expect, it, test } from 'vitest';
import { fixtureTokenizer, tokenizerFiles } from '../../test/fixture.ts';
import { createTokenizer } from '../create-tokenizer.ts';

interface Golden {
  readonly messages: readonly ChatMessage[];
  readonly ids: readonly number[];
}
const goldens = JSON.parse(readFileSync(new URL('../../fixtures/chat.json', import.meta.url), 'utf8')) as Record<
  string,
  Golden
>;

function render(tokenizer: LocalTokenizer, messages: readonly ChatMessage[]) {
  const { text, ids, spans, template } = tokenizer.renderMessages!(messages);
  const shown = spans.map(({ start, end }) => text.slice(start, end));
  const partOf = (wanted: boolean): string => shown.filter((_, index) => template[index] === wanted).join('');
  return { text, ids, shown, template, own: partOf(false), around: partOf(true) };
}

describe.each(Object.entries(goldens))('%s', (name, golden) => {
  const tokenizer = fixtureTokenizer(name);

  it('gives the ids of Hugging Face’s apply_chat_template', () => {
    expect(render(tokenizer, golden.messages).ids).toEqual(golden.ids);
  });

  it('tells the template’s tokens from the message’s', () => {
    const { own, text, shown } = render(tokenizer, golden.messages);
    expect(own).toBe('What is your name?');
    expect(shown.join('')).toBe(text);
  });

  it('is not misled by a message that repeats the template', () => {
    const { own, around } = render(tokenizer, [{ role: 'user', content: 'user' }]);
    expect(own).toBe('user');
    expect(around).toContain('user');
    expect(around).toContain('assistant');
  });

  it('goes on with an answer that has begun', () => {
    const { own, text } = render(tokenizer, [...golden.messages, { role: 'assistant', content: 'My name is' }]);
    expect(text.endsWith('My name is')).toBe(true);
    expect(own).toBe('What is your name?My name is');
  });
});

test('a tokenizer without a template has no renderMessages, nor one that reads special tokens as text', () => {
  expect(fixtureTokenizer('gpt2').renderMessages).toBeUndefined();
  expect(fixtureTokenizer('qwen2', { specialTokensInText: 'text' }).renderMessages).toBeUndefined();
});

test('the template comes from its own file first, then from the configuration, there by name', () => {
  const { tokenizerJson, tokenizerConfig } = tokenizerFiles('qwen2');
  const messages = [{ role: 'user', content: 'hi' }];
  const own = (chatTemplate: string) => `${chatTemplate}{{ messages[0].content }}`;
  const several = [
    { name: 'tool_use', template: own('tools ') },
    { name: 'default', template: own('plain ') },
  ];
  const config = { ...(tokenizerConfig as object), chat_template: several };
  expect(render(createTokenizer({ tokenizerJson, tokenizerConfig: config }), messages).text).toBe('plain hi');
  const fromFile = createTokenizer({ tokenizerJson, tokenizerConfig: config, chatTemplate: own('file ') });
  expect(render(fromFile, messages).text).toBe('file hi');
});

test.each([
  ['{{ raise_exception("only users") }}', 'INVALID_INPUT', 'only users'],
  ['{{ messages[0].content | upper }}', 'UNSUPPORTED', 'changes the words'],
  ['{% if %}', 'MODEL_INVALID', 'chat template cannot be read'],
])('%s is refused with %s', (chatTemplate, code, words) => {
  const tokenizer = fixtureTokenizer('qwen2', { chatTemplate });
  try {
    tokenizer.renderMessages!([{ role: 'user', content: 'hi' }]);
    expect.unreachable();
  } catch (error) {
    if (!ReagentError.isInstance(error)) throw error;
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  }
});
