import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Backend } from '../interfaces/backend.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { renderChecked } from './render-checked.ts';
import type { ChatEncoding, Encoding, TextSpan, Tokenizer } from '../interfaces/tokenizer.ts';

/** The context that a target is explained with. */
export interface Context {
  readonly text: string;
  readonly tokens: Int32Array;
  readonly spans: readonly TextSpan[];
  /** [position] whether it is a special token. */
  readonly special: readonly boolean[];
  /** [position] whether the chat template wrote it. */
  readonly template: readonly boolean[];
  /** [position] whether it is of the answer that is explained. */
  readonly answer: readonly boolean[];
}

/** Reads a text, token ids or a conversation as a context that the backend can take. */
export async function readContext(
  input: Pick<AttributeOptions, 'text' | 'messages'>,
  backend: Backend,
): Promise<Context> {
  const { tokenizer } = backend;
  const specialIds = new Set(tokenizer.specialTokens.values());
  const { text, ids, spans, template } = await encodeInput(input, backend);
  const own = ids.filter((id, position) => template?.[position] !== true && !specialIds.has(id));
  // Ids are taken as they are; a text or a conversation must say something.
  if (ids.length === 0 || (!Array.isArray(input.text) && own.length === 0)) {
    throw new ReagentError('EMPTY_TEXT', 'the text has no tokens: give the words that come before the target');
  }
  checkLength(ids.length, backend, 'the text');
  return {
    text,
    tokens: Int32Array.from(ids),
    spans,
    special: ids.map((id) => specialIds.has(id)),
    template: template ?? ids.map(() => false),
    answer: ids.map(() => false),
  };
}

/** Refuses rows that the model cannot take. */
export function checkLength(tokens: number, { id, supports }: Backend, what: string): void {
  if (tokens <= supports.maxContext) return;
  const have = what === 'the text' ? 'has' : 'have';
  throw new ReagentError(
    'TEXT_TOO_LONG',
    `${what} ${have} ${tokens} tokens and the model takes ${supports.maxContext}: shorten it`,
    { plugin: id },
  );
}

/** The context with tokens of an answer after it; its own text stays as it is. */
export function followedBy(context: Context, answer: readonly number[], tokenizer: Tokenizer): Context {
  if (answer.length === 0) return context;
  const special = new Set(tokenizer.specialTokens.values());
  const { text, spans } = textOf(context, answer, tokenizer);
  const start = context.text.length;
  return {
    text: context.text + text,
    tokens: Int32Array.from([...context.tokens, ...answer]),
    spans: [...context.spans, ...spans.map((span) => ({ start: start + span.start, end: start + span.end }))],
    special: [...context.special, ...answer.map((id) => special.has(id))],
    template: [...context.template, ...answer.map(() => false)],
    answer: [...context.answer, ...answer.map(() => true)],
  };
}

/** The answer as it reads after the context: some tokenizers take the first space off a text that stands alone. */
function textOf(
  context: Context,
  answer: readonly number[],
  tokenizer: Tokenizer,
): { text: string; spans: readonly TextSpan[] } {
  const before = tokenizer.spans(context.tokens).text;
  const together = tokenizer.spans([...context.tokens, ...answer]);
  if (!together.text.startsWith(before)) return tokenizer.spans(answer); // a character is cut across the seam
  const from = before.length;
  const spans = together.spans.slice(context.tokens.length);
  return {
    text: together.text.slice(from),
    spans: spans.map(({ start, end }) => ({ start: Math.max(0, start - from), end: Math.max(0, end - from) })),
  };
}

async function encodeInput(
  { text, messages }: Pick<AttributeOptions, 'text' | 'messages'>,
  backend: Backend,
): Promise<Encoding & Partial<ChatEncoding>> {
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
