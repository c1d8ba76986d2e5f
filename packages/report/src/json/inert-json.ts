import { unseen } from '../visible-token.ts';

/**
 * JSON that parses to the same value and that a terminal may be sent: what cannot be seen (JSON itself escapes only the
 * first 32 controls) is written as a `\u` escape.
 */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(unseen, escapes);
}

/** The same for the inside of a script element: nothing in it can end the element. */
export function embeddedJson(value: unknown): string {
  return inertJson(value).replace(/[<>&]/g, escapes);
}

function escapes(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    return `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
