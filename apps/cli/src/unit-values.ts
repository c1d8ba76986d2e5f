import type { NamedPart, TextPart, UnitName } from '@reagent/core';
import { InvalidArgumentError } from 'commander';

/** Parsers of what names units and parts of a text: `/…/flags` is a regular expression. */

const names: readonly string[] = 'token word sentence line paragraph part auto'.split(' ');

export function unit(text: string): UnitName | 'auto' | RegExp {
  const expression = regularExpression(text);
  if (expression !== null) return expression;
  if (names.includes(text)) return text as UnitName | 'auto';
  throw new InvalidArgumentError(`It must be one of ${names.join(', ')}, or a regular expression such as /[^,]+/.`);
}

/** `name=text`; collects. */
export function onePart(text: string, before: readonly NamedPart[] = []): NamedPart[] {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new InvalidArgumentError('It must be a name, "=" and a part of the text, such as city="New York".');
  }
  return [...before, { name: text.slice(0, equals), part: textPart(text.slice(equals + 1)) }];
}

/** Collects. */
export function onePin(text: string, before: readonly TextPart[] = []): TextPart[] {
  return [...before, textPart(text)];
}

function textPart(text: string): TextPart {
  return regularExpression(text) ?? text;
}

/** Null: it is none. */
function regularExpression(text: string): RegExp | null {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return null;
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
