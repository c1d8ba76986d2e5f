import { unseen } from '../visible-token.ts';

/**
 * JSON that parses to the same value and shows nothing alive: what cannot be seen (JSON itself escapes only the first
 * 32) and what could be markup are written as `\u` escapes, so that it may stand in a terminal or inside HTML.
 */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(unseen, escapes).replace(/[<>&]/g, escapes);
}

function escapes(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    return `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
