import type { ResultTarget } from '@reagent/core';

/** Single tokens that stand one after the other, by their places in the result. A span is one of its own, and so is a contrast. */
export function answersOf(targets: readonly ResultTarget[]): number[][] {
  const answers: number[][] = [];
  targets.forEach((target, index) => {
    const last = answers.at(-1);
    const before = targets[last?.at(-1) ?? -1];
    const follows = before !== undefined && plain(target) && plain(before) && target.position === before.position + 1;
    if (last !== undefined && follows) last.push(index);
    else answers.push([index]);
  });
  return answers;
}

function plain({ span, insteadOf }: ResultTarget): boolean {
  return span === null && insteadOf === null;
}
