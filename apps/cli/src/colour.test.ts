import { expect, test } from 'vitest';
import { wantsColour } from './colour.ts';
import type { Surroundings } from './surroundings.ts';

const terminal = { isTTY: true, hasColors: () => true } as unknown as Surroundings['stdout'];
const pipe = {} as Surroundings['stdout'];

test.each([
  ['a terminal', true, terminal, {}, true],
  ['a pipe', true, pipe, {}, false],
  ['--no-colour', false, terminal, { FORCE_COLOR: '1' }, false],
  ['NO_COLOR', true, terminal, { NO_COLOR: '1' }, false],
  ['NO_COLOR beside FORCE_COLOR', true, terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['an empty NO_COLOR', true, terminal, { NO_COLOR: '' }, true],
  ['FORCE_COLOR in a pipe', true, pipe, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, terminal, { FORCE_COLOR: '0' }, false],
])('%s', (_, flag, stdout, env, colour) => {
  expect(wantsColour(flag, { stdout, env })).toBe(colour);
});
