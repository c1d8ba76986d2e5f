import { defineReplacer } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { brokenReplacers, createSoundReplacer } from '../../test/broken-replacers.ts';
import { lawsBrokenBy } from '../laws/law.ts';
import { replacerLawContext, replacerLaws, testReplacer } from './replacer-laws.ts';

testReplacer({ describe, it, title: 'a uniform replacer', create: createSoundReplacer });

testReplacer({
  describe,
  it,
  title: 'a replacer without chance that may give the original',
  neverOriginal: false,
  deterministic: true,
  create: () =>
    defineReplacer('next', ({ token, candidates }) => candidates[(token + 1) % candidates.length], {
      allowOriginal: true,
    }),
});

describe('the replacer suite', () => {
  it('has one broken replacer for each law', () => {
    expect(Object.keys(brokenReplacers).sort()).toEqual(replacerLaws.map(({ name }) => name).sort());
  });

  it.each(Object.entries(brokenReplacers))('catches a replacer that breaks only: %s', async (name, broken) => {
    const failed: string[] = [];
    for (const law of replacerLaws) failed.push(...(await lawsBrokenBy([law], broken(), replacerLawContext())));
    expect(failed).toEqual([name]);
  });

  it('catches chance where none is promised', async () => {
    const context = replacerLawContext({ deterministic: true });
    expect(await lawsBrokenBy(replacerLaws, createSoundReplacer, context)).toEqual([
      'draws from the random streams, or says that it does not',
    ]);
  });
});
