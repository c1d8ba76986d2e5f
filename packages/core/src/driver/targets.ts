import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Backend } from '../interfaces/backend.ts';
import { checkLength, followedBy, type Context } from './context.ts';
import { readContinuation } from './continuation.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { greedyAnswer } from './greedy-answer.ts';
import { oneToken } from './one-token.ts';

/** What a row of the result is about. */
export interface Target {
  /** Number of tokens before it. */
  readonly position: number;
  /** One id; several are explained as one. */
  readonly tokens: readonly number[];
  /** The token that it is contrasted with. */
  readonly insteadOf: number | null;
}

/** What is explained, and the context of it all: the text with the answer's tokens before the last target. */
export interface Question {
  readonly targets: readonly Target[];
  readonly context: Context;
}

type Wish = Pick<AttributeOptions, 'text' | 'target' | 'answer' | 'span' | 'whole' | 'insteadOf'>;

/** Several targets are tokens one after another, of one answer; several tokens as one, and a contrast, stand alone. */
export async function readTargets(
  wish: Wish,
  backend: Backend,
  text: Context,
  signal: AbortSignalLike | undefined,
): Promise<Question> {
  const answer = await answerOf(wish, backend, text, signal);
  const [from, to] = spanOf(wish.span, answer.length);
  const start = text.tokens.length;
  const tokens = answer.slice(from, to);
  const insteadOf = await otherToken(wish, tokens, backend);
  const targets =
    wish.whole === true || insteadOf !== null
      ? [{ position: start + from, tokens, insteadOf }]
      : tokens.map((token, index): Target => ({ position: start + from + index, tokens: [token], insteadOf }));
  checkLength(start + to - 1, backend, 'text and target together');
  const last = targets.at(-1) as Target;
  return { targets, context: followedBy(text, answer.slice(0, last.position - start), backend.tokenizer) };
}

/** The tokens of the target: given ones, or those that the model itself would choose. */
async function answerOf(
  { text, target, answer }: Wish,
  backend: Backend,
  context: Context,
  signal: AbortSignalLike | undefined,
): Promise<readonly number[]> {
  if (target === undefined) return greedyAnswer(answer ?? 1, backend, context, signal);
  if (answer !== undefined) throw new ReagentError('INVALID_OPTION', 'give either target or answer');
  if (typeof target === 'string') return readContinuation(target, text, backend.tokenizer);
  const ids = typeof target === 'number' ? [target] : target;
  if (ids.length === 0) throw new ReagentError('TARGET_NOT_ONE_TOKEN', 'target: the list has no tokens');
  return ids.map((id) => checkId('target', id, backend));
}

function spanOf(span: Wish['span'], length: number): readonly [from: number, to: number] {
  if (span === undefined) return [0, length];
  const [from, to] = span;
  if (span.length === 2 && Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= length) {
    return [from, to];
  }
  throw new ReagentError(
    'INVALID_OPTION',
    `span must be [from, to], 0 ≤ from < to ≤ ${length} (the target has ${length} token${length === 1 ? '' : 's'}), ` +
      `not [${span.join(', ')}]`,
  );
}

async function otherToken({ insteadOf }: Wish, explained: readonly number[], backend: Backend): Promise<number | null> {
  if (insteadOf === undefined) return null;
  const other =
    typeof insteadOf === 'string'
      ? await oneToken(insteadOf, backend.tokenizer, 'insteadOf')
      : checkId('insteadOf', insteadOf, backend);
  if (explained.length > 1) {
    throw new ReagentError(
      'TARGET_NOT_ONE_TOKEN',
      `insteadOf: a contrast is between two tokens at one position, and the target is ${explained.length} tokens; ` +
        'name one of them with span',
    );
  }
  if (explained[0] !== other) return other;
  throw new ReagentError(
    'INVALID_OPTION',
    `insteadOf: ${JSON.stringify(backend.tokenizer.decode([other]))} (${other}) is the target itself; give another token`,
  );
}

function checkId(name: string, id: number, { tokenizer: { vocabularySize } }: Backend): number {
  if (Number.isInteger(id) && id >= 0 && id < vocabularySize) return id;
  throw new ReagentError(
    'INVALID_OPTION',
    `${name}: token ids are whole numbers from 0 to ${vocabularySize - 1}, not ${id}`,
  );
}
