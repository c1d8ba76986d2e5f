import { visibleToken } from '../visible-token.ts';

/** A text for HTML or XML, between tags or in a quoted attribute: what cannot be seen as a sign, markup as entities. */
export function escapeMarkup(text: string): string {
  return visibleToken(text).replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);
}
