import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Context } from '../driver/context.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { JsonObject, JsonValue } from '../interfaces/json.ts';
import { placesOfPart } from './text-parts.ts';
import type { TextSpan } from '../interfaces/tokenizer.ts';
import { firstCharacter, unitPlaces, type PlacedToken } from './unit-places.ts';
import type { TextPart, Unit, UnitName } from '../interfaces/unit.ts';

/** Which tokens are replaced together. */
export interface Grouping {
  /** [position] the token's unit, numbered by where each begins; -1 for a token that is never replaced. */
  readonly units: Int32Array;
  /** [unit] of a named part. */
  readonly names: readonly (string | null)[];
  /** Every token is its own unit, as the model's tokenizer cuts the text. */
  readonly plain: boolean;
}

/** What of the options says what is replaced as one. */
export type UnitWish = Pick<AttributeOptions, 'unit' | 'parts' | 'pin'>;

/** Makes the units of a context. */
export type ReadUnits = (wish: UnitWish, context: Context, protectSpecialTokens: boolean) => Grouping;

const unitNames: readonly UnitName[] = ['token', 'word', 'sentence', 'line', 'paragraph', 'part'];

/**
 * Reads units, named parts and pins. A changed chat template would be another question, so its tokens are protected
 * always. Tokens of an explained answer stand alone: later tokens of the same word have them as context.
 * @throws ReagentError `INVALID_OPTION`
 */
export function readUnits(wish: UnitWish, context: Context, protectSpecialTokens: boolean): Grouping {
  const wished = unitOf(wish);
  const unit = wished === 'auto' ? 'word' : wished; // its finest
  const tokens = placedTokens(context);
  const places = unitPlaces(context.text, tokens, unit);
  const parts = partsOf(wish, context, tokens);
  const pinned = pinnedPositions(wish, context, tokens);
  const onlyPlaced = unit === 'part' || unit instanceof RegExp;
  const numbers = new Map<string, number>();
  const names: (string | null)[] = [];
  const units = Int32Array.from(tokens, (token, position) => {
    if (token.template || (token.special && protectSpecialTokens) || pinned.has(position)) return -1;
    const name = parts.get(position) ?? null;
    const place = context.answer[position] === true ? null : (places[position] ?? null);
    if (name === null && place === null && onlyPlaced) return -1;
    const key = name !== null ? `part ${name}` : place !== null ? `place ${place}` : `token ${position}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    names[number] = name;
    return number;
  });
  return { units, names, plain: unit === 'token' && parts.size === 0 };
}

/** What of it is not as it is by default, as a result shows it. */
export function unitSettings(wish: UnitWish): JsonObject {
  const { parts = [], pin = [] } = wish;
  const unit = unitOf(wish);
  return {
    ...(unit === 'token' ? {} : { unit: String(unit) }),
    ...(parts.length === 0 ? {} : { parts: parts.map(({ name, part }) => ({ name, part: partToJson(part) })) }),
    ...(pin.length === 0 ? {} : { pin: pin.map(partToJson) }),
  };
}

function unitOf({ unit, parts = [] }: UnitWish): Unit | 'auto' {
  if (unit === undefined) return parts.length > 0 ? 'part' : 'token';
  if (unit === 'part' && parts.length === 0) {
    throw new ReagentError('INVALID_OPTION', 'unit: "part" replaces named parts; name them with parts');
  }
  if (unit instanceof RegExp || unit === 'auto' || unitNames.includes(unit)) return unit;
  throw new ReagentError(
    'INVALID_OPTION',
    `unit: there is no ${JSON.stringify(unit)}; the units are ${unitNames.join(', ')}, auto, and regular expressions`,
  );
}

function placedTokens({ spans, special, template }: Context): PlacedToken[] {
  return spans.map(({ start, end }, position) => {
    return { start, end, special: special[position] ?? false, template: template[position] ?? false };
  });
}

/** By position, the name of the part that the token belongs to: the one that holds its first character. */
function partsOf({ parts = [] }: UnitWish, context: Context, tokens: readonly PlacedToken[]): Map<number, string> {
  const nameAt = new Map<number, string>();
  for (const { name, part } of parts) {
    const option = `parts: ${JSON.stringify(name)}`;
    const places = placesOfPart(context.text, part, option);
    const own = positionsWhere(tokens, context, (token) => holds(places, firstCharacter(context.text, token)));
    if (own.length === 0) throw new ReagentError('INVALID_OPTION', `${option}: no token of the text begins in it`);
    for (const position of own) {
      const other = nameAt.get(position) ?? name;
      if (other !== name) {
        throw new ReagentError(
          'INVALID_OPTION',
          `${option} and ${JSON.stringify(other)} share a token: take it from one`,
        );
      }
      nameAt.set(position, name);
    }
  }
  return nameAt;
}

/** Of a pin no character may change: tokens are pinned that hold any of it, the space before a token aside. */
function pinnedPositions({ pin = [] }: UnitWish, context: Context, tokens: readonly PlacedToken[]): Set<number> {
  const { text } = context;
  const places = pin.flatMap((part) => placesOfPart(text, part, 'pin'));
  return new Set(
    tokens.flatMap((token, position) => {
      const first = firstCharacter(text, token);
      const start = first < token.end ? first : token.start;
      return places.some((place) => start < place.end && token.end > place.start) ? [position] : [];
    }),
  );
}

function positionsWhere(
  tokens: readonly PlacedToken[],
  { answer }: Context,
  wanted: (token: PlacedToken) => boolean,
): number[] {
  return tokens.flatMap((token, position) => {
    const ordinary = !token.special && !token.template && answer[position] !== true && token.start < token.end;
    return ordinary && wanted(token) ? [position] : [];
  });
}

function holds(places: readonly TextSpan[], offset: number): boolean {
  return places.some(({ start, end }) => start <= offset && offset < end);
}

function partToJson(part: TextPart): JsonValue {
  if (part instanceof RegExp) return { pattern: part.source, flags: part.flags };
  return typeof part === 'string' ? part : { start: part.start, end: part.end };
}
