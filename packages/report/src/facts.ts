import type { AttributionResult } from '@reagent/core';
import stringWidth from 'string-width';
import { factWords } from './fact-words.ts';

/** What the result cost, how the run ended, and what is needed to repeat it: one line, if `width` columns hold it. */
export function facts(result: AttributionResult, width: number): string[] {
  return factWords(result).reduce<string[]>((lines, part) => {
    const longer = `${lines.at(-1)} · ${part}`;
    return lines.length > 0 && stringWidth(longer) <= width ? [...lines.slice(0, -1), longer] : [...lines, part];
  }, []);
}
