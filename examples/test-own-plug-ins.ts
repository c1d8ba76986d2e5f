import { describe, it } from 'node:test';
import { defineReplacer } from '@reagent/core';
import { createToyBackend, testBackend, testReplacer } from '@reagent/testing';

testBackend({ describe, it, create: () => createToyBackend() });

testReplacer({
  describe,
  it,
  create: () => defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]),
});
