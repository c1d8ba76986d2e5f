import type { ResultTarget } from '@reagent/core';

/** Single tokens that stand one after the other, by their places in the result: one sequence of inseq. A span is one of its own. */
export function answersOf(targets: readonly ResultTarget[]): number[][] {
  const answers: number[][] = [];
  targets.forEach(({ position, span }, index) => {
    const last = answers.at(-1);
    const before = targets[last?.at(-1) ?? -1];
    const follows = span === null && before?.span === null && position === before.position + 1;
    if (last !== undefined && follows) last.push(index);
    else answers.push([index]);
  });
  return answers;
}
