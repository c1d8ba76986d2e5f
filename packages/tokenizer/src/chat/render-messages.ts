import { Template } from '@huggingface/jinja';
import {
  ReagentError,
  type ChatEncoding,
  type ChatMessage,
  type Encoding,
  type LocalTokenizer,
  type TextSpan,
} from '@reagent/core';
import { wellFormed } from '../source-text.ts';
import { invalid, type TokenizerConfig } from '../tokenizer-files.ts';
import { templateVariables } from './chat-template.ts';
import { messageRegions, withSigns } from './message-regions.ts';

/** Makes `Tokenizer.renderMessages`. */
export function createMessageRenderer(
  chatTemplate: string,
  config: TokenizerConfig,
  encode: LocalTokenizer['encode'],
): NonNullable<LocalTokenizer['renderMessages']> {
  const variables = templateVariables(config);
  let template: Template | null = null; // read when it is first needed: most texts are no chats
  return (given) => {
    template ??= readTemplate(chatTemplate);
    const messages = given.map(({ role, content }) => ({ role, content: wellFormed(content) }));
    const answered = messages.at(-1)?.role === 'assistant';
    const render = renderer(template, { ...variables, add_generation_prompt: !answered });
    const shown = shownMessages(messages, render(messages), render(withSigns(messages)));
    return chatEncoding(shown, encode(shown.text, { addSpecialTokens: false })); // the template writes its own
  };
}

/** A rendered conversation, up to where the answer begins or, if it has begun, to its end. */
export interface ShownMessages {
  readonly text: string;
  /** Where it holds text of the messages. */
  readonly regions: readonly TextSpan[];
}

/**
 * @param rendered the conversation
 * @param signed the same with signs in place of the messages
 */
export function shownMessages(messages: readonly ChatMessage[], rendered: string, signed: string): ShownMessages {
  const found = messageRegions(messages, rendered, signed);
  if (found === null) throw unsupported('the chat template changes the words of messages');
  const answered = messages.at(-1)?.role === 'assistant';
  return { text: answered ? rendered.slice(0, found.lastEnd) : rendered, regions: found.regions };
}

/** The tokens of such a conversation, told apart by who wrote them. */
export function chatEncoding({ text, regions }: ShownMessages, encoding: Encoding): ChatEncoding {
  if (encoding.text !== text) throw unsupported('the tokenizer changes the text of messages and chat template');
  return { ...encoding, template: encoding.spans.map((span) => !regions.some((region) => meet(span, region))) };
}

function readTemplate(text: string): Template {
  try {
    return new Template(text);
  } catch (cause) {
    throw invalid(`the chat template cannot be read (${messageOf(cause)})`, cause);
  }
}

function renderer(
  template: Template,
  variables: Record<string, unknown>,
): (messages: readonly ChatMessage[]) => string {
  return (messages) => {
    try {
      return template.render({ ...variables, messages });
    } catch (cause) {
      throw new ReagentError('INVALID_INPUT', `the chat template refuses the messages: ${messageOf(cause)}`, { cause });
    }
  };
}

function unsupported(what: string): ReagentError {
  return new ReagentError(
    'UNSUPPORTED',
    `${what}, so that its tokens and theirs cannot be told apart: give text instead`,
  );
}

function meet(a: TextSpan, b: TextSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
