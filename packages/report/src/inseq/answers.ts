import type { ResultTarget } from '@reagent/core';

/** Targets that stand one after the other, by their places in the result: one sequence of inseq. */
export function answersOf(targets: readonly ResultTarget[]): number[][] {
  const answers: number[][] = [];
  targets.forEach(({ position }, index) => {
    const last = answers.at(-1);
    const before = targets[last?.at(-1) ?? -1];
    if (last !== undefined && before !== undefined && position === before.position + 1) last.push(index);
    else answers.push([index]);
  });
  return answers;
}
