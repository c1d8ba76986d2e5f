import type { AttributionResult } from '@reagent/core';
import { ordinal } from './numbers.ts';
import { quotedToken } from './visible-token.ts';

/** A context token's name in tables and sentences: in quotes; where the text has it several times, which one. */
export function tokenLabel({ tokens }: Pick<AttributionResult, 'tokens'>, index: number): string {
  const text = tokens[index]?.text ?? '';
  const places = tokens.flatMap((token, place) => (token.text === text ? [place] : []));
  return places.length < 2 ? quotedToken(text) : `${quotedToken(text)} ${ordinal(places.indexOf(index) + 1)}`;
}
