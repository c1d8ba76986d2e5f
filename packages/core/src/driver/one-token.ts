import { ReagentError } from '../interfaces/errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';

/**
 * The token that a text is, its space included: `" Paris"`.
 * @param name of the option that the text comes from; the error's text begins with it
 * @throws ReagentError `TARGET_NOT_ONE_TOKEN` with the tokens that it would be
 */
export async function oneToken(text: string, tokenizer: Tokenizer, name: string): Promise<number> {
  const { ids } = await tokenizer.encode(text, { addSpecialTokens: false });
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  const shown = ids.map((id) => `${JSON.stringify(tokenizer.decode([id]))} (${id})`).join(' · ');
  const { ids: spacedIds } = await tokenizer.encode(` ${text}`, { addSpecialTokens: false });
  const spaced = spacedIds.length === 1;
  throw new ReagentError(
    'TARGET_NOT_ONE_TOKEN',
    ids.length === 0
      ? `${name}: the text has no tokens`
      : `${name}: ${JSON.stringify(text)} is ${ids.length} tokens of this model: ${shown}; give one of them` +
          (spaced ? `, or ${JSON.stringify(` ${text}`)}, which is one` : ''),
  );
}
