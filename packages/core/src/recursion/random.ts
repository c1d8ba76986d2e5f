import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers. */
export interface Random {
  /** A number in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A whole number in 0 … `bound - 1`, each equally likely. */
  integer(bound: number): number;
}

/** What a stream is for; each purpose of a step has its own, so that none depends on how much another draws. */
export type RandomPurpose = 'initial-logits' | 'mask' | 'substitutes' | 'stop-test';

const purposeNumbers: Readonly<Record<RandomPurpose, number>> = {
  'initial-logits': 1,
  mask: 2,
  substitutes: 3,
  'stop-test': 4,
};

/** More than there are. */
const purposes = 16;

/** Where in a run a stream belongs. The sweep counts as probe -1, with the position as its step. */
export interface RandomKey {
  readonly seed: number;
  readonly probe: number;
  readonly step: number;
  readonly purpose: RandomPurpose;
  /** Which of several draws for the same purpose in the step. Default 0. */
  readonly draw?: number;
}

/**
 * The stream of a key: the same numbers whatever the batch size, the order or the number of workers. The generator is
 * xoroshiro128+ of pure-rand; its 128 bits of state are a hash of the key.
 */
export function randomStream(key: RandomKey): Random {
  const purpose = purposeNumbers[key.purpose] + purposes * (key.draw ?? 0);
  const generator = xoroshiro128plusFromState(
    hash([key.seed | 0, Math.floor(key.seed / 2 ** 32) | 0, key.probe, key.step, purpose]),
  );
  return {
    uniform: () => uniformFloat64(generator),
    integer: (bound) => uniformInt(generator, 0, bound - 1),
  };
}

/** Four words from the words of a key: each is mixed in by MurmurHash3's finaliser (Appleby, public domain). */
function hash(words: readonly number[]): [number, number, number, number] {
  const state: [number, number, number, number] = [0x243f6a88, 0x85a308d3 | 0, 0x13198a2e, 0x03707344]; // digits of π
  for (const word of words) {
    let carry = word | 0;
    for (let index = 0; index < 4; index++) {
      carry = finalise((state[index] as number) ^ carry ^ Math.imul(index + 1, 0x9e3779b9));
      state[index] = carry;
    }
  }
  return state;
}

function finalise(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
