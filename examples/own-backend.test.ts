import { testBackend } from '@reagent/testing';
import { describe, it } from 'vitest';
import { backendOf, tokenizer, weather } from './own-backend.ts';

testBackend({
  describe,
  it,
  create: () => backendOf('weather', tokenizer, weather),
  text: 'after heavy rain the street',
});
