import type { ChatMessage } from '@reagent/core';
import { expect, test } from 'vitest';
import { messageRegions, withSigns } from './message-regions.ts';

const user = (content: string): ChatMessage => ({ role: 'user', content });
const plain = (messages: readonly ChatMessage[]): string =>
  `${messages.map(({ role, content }) => `<${role}>${content}</>`).join('')}<assistant>`;

function shown(messages: readonly ChatMessage[], render = plain): readonly string[] | null {
  const text = render(messages);
  const found = messageRegions(messages, text, render(withSigns(messages)));
  return found?.regions.map(({ start, end }) => text.slice(start, end)) ?? null;
}

test('a message that says what the template says is found in its own place', () => {
  const messages = [user('user'), user('</>')];
  expect(messageRegions(messages, plain(messages), plain(withSigns(messages)))).toEqual({
    regions: [
      { start: 6, end: 10 },
      { start: 19, end: 22 },
    ],
    lastEnd: 22,
  });
});

test('white space that the template takes away is not looked for', () => {
  const trimming = (messages: readonly ChatMessage[]): string =>
    plain(messages.map(({ role, content }) => ({ role, content: content.trim() })));
  expect(shown([user('  hi\n')], trimming)).toEqual(['hi']);
  expect(shown([user('  hi\n')])).toEqual(['  hi\n']);
  expect(shown([user('')])).toEqual(['']);
});

test('messages may come in another order, twice, or not at all', () => {
  const [a, b] = [user('first'), user('second')];
  expect(shown([a, b], ([one, two]) => `${two!.content}|${one!.content}|${two!.content}`)).toEqual([
    'second',
    'first',
    'second',
  ]);
  expect(shown([a, b], ([one]) => `only ${one!.content}`)).toEqual(['first']);
});

test('changed words are not guessed at', () => {
  expect(shown([user('hi')], (messages) => plain(messages).toUpperCase())).toBeNull();
  expect(shown([user('a b')], (messages) => plain(messages).replaceAll(' ', ''))).toBeNull();
});
