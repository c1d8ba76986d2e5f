import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Backend } from '../interfaces/backend.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { renderChecked } from './render-checked.ts';
import type { ChatEncoding, Encoding, TextSpan } from '../interfaces/tokenizer.ts';

/** The context that a target is explained with. */
export interface Context {
  readonly text: string;
  readonly tokens: Int32Array;
  readonly spans: readonly TextSpan[];
  /** [position] whether it is a special token. */
  readonly special: readonly boolean[];
  /** [position] whether the chat template wrote it. */
  readonly template: readonly boolean[];
}

/** Reads a text, token ids or a conversation as a context that the backend can take. */
export function readContext(input: Pick<AttributeOptions, 'text' | 'messages'>, backend: Backend): Context {
  const { tokenizer, supports } = backend;
  const specialIds = new Set(tokenizer.specialTokens.values());
  const { text, ids, spans, template } = encodeInput(input, backend);
  const own = ids.filter((id, position) => template?.[position] !== true && !specialIds.has(id));
  // Ids are taken as they are; a text or a conversation must say something.
  if (ids.length === 0 || (!Array.isArray(input.text) && own.length === 0)) {
    throw new ReagentError('EMPTY_TEXT', 'the text has no tokens: give the words that come before the target');
  }
  if (ids.length > supports.maxContext) {
    throw new ReagentError(
      'TEXT_TOO_LONG',
      `the text has ${ids.length} tokens and the model takes ${supports.maxContext}: shorten it`,
      { plugin: backend.id },
    );
  }
  return {
    text,
    tokens: Int32Array.from(ids),
    spans,
    special: ids.map((id) => specialIds.has(id)),
    template: template ?? ids.map(() => false),
  };
}

function encodeInput(
  { text, messages }: Pick<AttributeOptions, 'text' | 'messages'>,
  backend: Backend,
): Encoding & Partial<ChatEncoding> {
  const { tokenizer } = backend;
  if ((text === undefined) === (messages === undefined)) {
    throw new ReagentError('INVALID_OPTION', 'give either text or messages');
  }
  if (messages !== undefined) return renderChecked(messages, backend);
  if (typeof text === 'string') return tokenizer.encode(text);
  const ids = checkIds(text ?? [], backend);
  return { ids, ...tokenizer.spans(ids) };
}

function checkIds(ids: readonly number[], backend: Backend): readonly number[] {
  const size = backend.tokenizer.vocabularySize;
  const wrong = ids.findIndex((id) => !Number.isInteger(id) || id < 0 || id >= size);
  if (wrong < 0) return ids;
  throw new ReagentError(
    'INVALID_INPUT',
    `text: token ids are whole numbers from 0 to ${size - 1}; number ${wrong} is ${ids[wrong]}`,
  );
}

/**
 * [position] the token's unit, numbered in order; -1 for a protected token. Here every token is its own unit.
 * A changed template would be another question, so its tokens are protected always.
 */
export function unitsOf(context: Context, protectSpecialTokens: boolean): Int32Array {
  let next = 0;
  return Int32Array.from(context.special, (special, position) =>
    context.template[position] || (special && protectSpecialTokens) ? -1 : next++,
  );
}
