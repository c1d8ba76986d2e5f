import type { Backend } from '../interfaces/backend.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { ChatEncoding, ChatMessage } from '../interfaces/tokenizer.ts';

/** A conversation in the model's own form. Throws `UNSUPPORTED` where the model has none. */
export async function renderChecked(
  messages: readonly ChatMessage[],
  { id, tokenizer }: Backend,
): Promise<ChatEncoding> {
  if (tokenizer.renderMessages === undefined) {
    throw new ReagentError('UNSUPPORTED', `model ${id} has no chat template: give text, or take a chat model`, {
      plugin: id,
    });
  }
  checkMessages(messages);
  const rendered = await tokenizer.renderMessages(messages);
  const { length } = rendered.ids;
  if (rendered.spans.length !== length || rendered.template.length !== length) {
    throw new ReagentError(
      'PLUGIN_BROKE_RULE',
      `backend ${id}: renderMessages must return one span and one template mark a token`,
      { plugin: id },
    );
  }
  return rendered;
}

function checkMessages(messages: readonly ChatMessage[]): void {
  if (messages.length === 0) throw new ReagentError('EMPTY_TEXT', 'messages: there is none');
  const wrong = messages.findIndex(
    (message) => typeof message?.role !== 'string' || message.role === '' || typeof message.content !== 'string',
  );
  if (wrong < 0) return;
  throw new ReagentError('INVALID_INPUT', `messages: number ${wrong} must be { role, content }, both texts`);
}
