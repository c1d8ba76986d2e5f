import type { TextSpan } from '@reagent/core';
import type { Vocabularies } from './bridge.ts';

/** The text of a context, as both tokenizers see it. */
export interface SharedText {
  readonly text: string;
  /** [position] what the explained model's token covers; a special token covers nothing, at its place. */
  readonly spans: readonly TextSpan[];
  /** Tokens of the masked model in the order of the text; null where it would read another text than this. */
  readonly masked: readonly MaskedToken[] | null;
}

export interface MaskedToken extends TextSpan {
  readonly id: number;
}

/** The text of the ordinary tokens: special ones are the explained model's own and say nothing to the masked model. */
export function readText({ model, explained }: Vocabularies, tokens: Int32Array): SharedText {
  const special = new Set(explained.specialTokens.values());
  const ordinary = explained.spans(tokens.filter((token) => !special.has(token)));
  let index = 0;
  let end = 0;
  const spans = Array.from(tokens, (token): TextSpan => {
    if (special.has(token)) return { start: end, end };
    const span = ordinary.spans[index++] as TextSpan;
    end = span.end;
    return span;
  });
  const { text } = ordinary;
  if (text === '') return { text, spans, masked: [] };
  const encoding = model.tokenizer.encode(text, { addSpecialTokens: false });
  const masked = encoding.ids.map((id, at): MaskedToken => ({ id, ...(encoding.spans[at] as TextSpan) }));
  return { text, spans, masked: encoding.text === text ? masked : null };
}
