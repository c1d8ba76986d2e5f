import { defineReplacer } from '@reagent/core';
import { lawsBrokenBy, replacerLawContext, replacerLaws } from '@reagent/testing';

// A slip that is easily made: chance of its own, where each row must draw from the stream it is given.
const create = () =>
  defineReplacer('dice', ({ candidates }) => candidates[Math.floor(Math.random() * candidates.length)]);

console.log(await lawsBrokenBy(replacerLaws, create, replacerLawContext()));
