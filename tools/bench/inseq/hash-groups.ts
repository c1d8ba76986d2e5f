import { crc32 } from 'node:zlib';
import { defineReplacer, type Replacer, type Tokenizer } from '@reagent/core';

const groupCount = 40;

/**
 * The substitutes that inseq draws in this benchmark: uniform among the tokens of the original's group, itself included.
 * Groups are those of reagent_service.py, by a hash of the token's text.
 */
export function createHashGroupReplacer(): Replacer {
  const known = new WeakMap<Tokenizer, Groups>();
  return defineReplacer(
    'hash-groups',
    ({ token, candidates, tokenizer, random }) => {
      const groups = known.get(tokenizer) ?? groupsOf(tokenizer, candidates);
      known.set(tokenizer, groups);
      const group = groups.members[groups.of(token)] as readonly number[];
      return group[random.integer(group.length)];
    },
    { allowOriginal: true },
  );
}

interface Groups {
  readonly members: readonly (readonly number[])[];
  of(token: number): number;
}

function groupsOf(tokenizer: Tokenizer, candidates: Int32Array): Groups {
  const of = (token: number): number => crc32(tokenizer.decode([token]).trim()) % groupCount;
  const members = Array.from({ length: groupCount }, (): number[] => []);
  for (const token of candidates) members[of(token)]?.push(token);
  return { members, of };
}
