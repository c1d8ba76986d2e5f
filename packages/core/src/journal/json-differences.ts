import type { JsonObject, JsonValue } from '../interfaces/json.ts';

/** Where two values differ: `settings.seed is 1, was 0`. */
export function jsonDifferences(
  now: JsonValue | undefined,
  before: JsonValue | undefined,
  path: string = '',
): string[] {
  if (isObject(now) && isObject(before)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) => jsonDifferences(now[key], before[key], path === '' ? key : `${path}.${key}`));
  }
  const [shownNow, shownBefore] = [shown(now), shown(before)];
  return shownNow === shownBefore ? [] : [`${path} is ${clipped(shownNow)}, was ${clipped(shownBefore)}`];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** A line of an error message is for people. */
function clipped(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
