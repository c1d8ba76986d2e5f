import { Template } from '@huggingface/jinja';
import { ReagentError, type ChatMessage, type LocalTokenizer, type TextSpan } from '@reagent/core';
import { wellFormed } from '../source-text.ts';
import { invalid, type TokenizerConfig } from '../tokenizer-files.ts';
import { templateVariables } from './chat-template.ts';
import { messageRegions } from './message-regions.ts';

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
    const found = messageRegions(messages, render);
    if (found === null) throw unsupported('the chat template changes the words of messages');
    const text = answered ? found.text.slice(0, found.lastEnd) : found.text;
    const encoding = encode(text, { addSpecialTokens: false }); // the template writes its own
    if (encoding.text !== text) throw unsupported('the tokenizer changes the text of messages and chat template');
    return { ...encoding, template: encoding.spans.map((span) => !found.regions.some((region) => meet(span, region))) };
  };
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
