import type { Weights } from './write-model.ts';

/** Weights between -0.05 and 0.05, always the same ones for a name. What they are has no say in the time of a run. */
export function randomWeights(name: string, sizes: readonly number[]): Weights {
  const data = new Float32Array(sizes.reduce((all, size) => all * size, 1));
  let state = [...name].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7) | 1;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes' linear congruential generator
    data[index] = (state / 2 ** 31) * 0.05;
  }
  return { name, sizes, data };
}

/** The same number everywhere. */
export function constantWeights(name: string, sizes: readonly number[], value: number): Weights {
  return { name, sizes, data: new Float32Array(sizes.reduce((all, size) => all * size, 1)).fill(value) };
}
