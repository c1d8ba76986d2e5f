import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { oneToken } from './one-token.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';

/**
 * The tokens of a target that is given as text. A text that is one token by itself is that token. A longer one is read
 * together with the text before it, and must leave its tokens as they are: then the rest is the target. After token ids
 * or a conversation, whose end is no text of the caller's, it is read by itself. Never with special tokens of its own.
 * @throws ReagentError `TARGET_NOT_ONE_TOKEN` if it has no token, `TARGET_BOUNDARY` if it does not follow the text
 */
export async function readContinuation(
  target: string,
  text: AttributeOptions['text'],
  tokenizer: Tokenizer,
): Promise<readonly number[]> {
  const encode = async (read: string): Promise<readonly number[]> =>
    (await tokenizer.encode(read, { addSpecialTokens: false })).ids;
  const own = await encode(target);
  if (own.length === 0) return [await oneToken(target, tokenizer, 'target')];
  if (own.length === 1 || typeof text !== 'string') return own;
  const shown = JSON.stringify(target);
  if (continuesWord(text, target)) {
    throw new ReagentError(
      'TARGET_BOUNDARY',
      `target: ${shown} would go on with the last word of the text; begin it with a space, or give token ids`,
    );
  }
  const before = await encode(text);
  const together = await encode(text + target);
  if (before.every((id, index) => id === together[index]) && together.length > before.length) {
    return together.slice(before.length);
  }
  const cut = (ids: readonly number[]): string => ids.map((id) => JSON.stringify(tokenizer.decode([id]))).join(' · ');
  throw new ReagentError(
    'TARGET_BOUNDARY',
    `target: with ${shown} after it the end of the text is read as other tokens: ` +
      `${cut(before.slice(-2))} before, ${cut(together.slice(Math.max(0, before.length - 2), before.length))} with it; ` +
      'begin the target, and do not end the text, with the space between them, or give token ids',
  );
}

/** Letters or digits on both sides of the seam, of a script that parts words, with no boundary between them. */
function continuesWord(text: string, target: string): boolean {
  if (!/[\p{L}\p{N}]$/u.test(text) || !/^[\p{L}\p{N}]/u.test(target)) return false;
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text + target);
  return segments.containing(text.length)?.index !== text.length;
}
