import type { ResultTarget } from '@reagent/core';
import { quotedToken } from '@reagent/report';
import type { Replacements } from './replacements-of.ts';

/** `0.97`, `0.004`, `2.1e-5`: never rounded to the certain or the impossible. */
export function probabilityWords(value: number): string {
  if (value > 0.9995 && value < 1) return '> 0.999';
  if (value > 0 && value < 0.001) return value.toExponential(1);
  return value.toFixed(value < 0.01 || value >= 0.995 ? 3 : 2);
}

/** How the texts in which a piece was replaced differ from those in which it stayed. */
export function movedWords({ before, replaced, kept }: Replacements, { text, insteadOf }: ResultTarget): string {
  const about =
    insteadOf === null
      ? `the probability of ${quotedToken(text)}`
      : `the share of ${quotedToken(text)} beside ${quotedToken(insteadOf.text)}`;
  const stayed =
    kept.after === null
      ? ''
      : `, and ${probabilityWords(kept.after)} in the ${timesWords(kept.rows)} that kept it and replaced others`;
  return (
    `${about} is ${probabilityWords(before)} in the text as it is, ${probabilityWords(replaced.after ?? before)} on average ` +
    `in the ${timesWords(replaced.rows)} that replaced it${stayed}.`
  );
}

function timesWords(rows: number): string {
  return `${rows} changed text${rows === 1 ? '' : 's'}`;
}

/** `none`, `1`, `1.5`. */
export function alongWords(others: number): string {
  return others === 0 ? 'none' : String(Number(others.toFixed(1)));
}
