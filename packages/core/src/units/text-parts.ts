import { ReagentError } from '../interfaces/errors.ts';
import { matchesOf } from './segments.ts';
import type { TextSpan } from '../interfaces/tokenizer.ts';
import type { TextPart } from '../interfaces/unit.ts';

/**
 * Where a part stands in the text; at least once.
 * @param name of the option that it comes from; the error's text begins with it
 * @throws ReagentError `INVALID_OPTION`
 */
export function placesOfPart(text: string, part: TextPart, name: string): readonly TextSpan[] {
  const places = part instanceof RegExp ? matchesOf(text, part) : textPlaces(text, part, name);
  if (places.length > 0) return places;
  throw new ReagentError('INVALID_OPTION', `${name}: the text has no ${partToText(part)}`);
}

/** As JSON and errors show it. */
function partToText(part: TextPart): string {
  if (part instanceof RegExp) return String(part);
  return typeof part === 'string' ? JSON.stringify(part) : `part from ${part.start} to ${part.end}`;
}

function textPlaces(text: string, part: Exclude<TextPart, RegExp>, name: string): readonly TextSpan[] {
  if (typeof part === 'string') return occurrences(text, part);
  const { start, end } = part;
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length) {
    return [{ start, end }];
  }
  throw new ReagentError(
    'INVALID_OPTION',
    `${name}: offsets must be 0 ≤ start < end ≤ ${text.length}, the length of the text, not ${start} and ${end}`,
  );
}

function occurrences(text: string, wanted: string): readonly TextSpan[] {
  const places: TextSpan[] = [];
  if (wanted === '') return places;
  for (let start = text.indexOf(wanted); start >= 0; start = text.indexOf(wanted, start + wanted.length)) {
    places.push({ start, end: start + wanted.length });
  }
  return places;
}
