import { formatWord, isPlain, quotedWord } from './shell-words.ts';
import type { WrittenCall } from './written-call.ts';

/**
 * The run as a command for a POSIX shell. A text that could not be pasted into a terminal as it is comes from `printf`,
 * through stdin, where it can be any text at all.
 */
export function commandOf(call: WrittenCall): string {
  const options = optionsOf(call).join(' ');
  return isPlain(call.text)
    ? `reagent ${options} -- ${quotedWord(call.text)}`
    : `printf ${formatWord(call.text)} | reagent ${options} --text-file -`;
}

function optionsOf({ target, insteadOf, unit, replacer, seed, evaluations, model }: WrittenCall): string[] {
  return [
    ...(target === null ? [] : [`--target-ids ${target.id}`]),
    ...(insteadOf === null ? [] : [`--instead-of-id ${insteadOf.id}`]),
    `--unit ${unit}`,
    `--replacer ${replacer}`,
    `--seed ${seed}`,
    `--max-evaluations ${evaluations}`,
    ...(model === null ? [] : [`--model ${quotedWord(model.hub)} --dtype ${quotedWord(model.dtype)}`]),
    ...(model === null || model.commit === null ? [] : [`--revision ${quotedWord(model.commit)}`]),
  ];
}
