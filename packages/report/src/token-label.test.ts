import { expect, test } from 'vitest';
import { tokensOf } from '../test/example-result.ts';
import { tokenLabel } from './token-label.ts';

test('says which one where the text has a token several times', () => {
  const result = { tokens: tokensOf(['a', ' quiet', ' b', ' quiet', ' c', ' quiet', '\u001b']) };
  expect(result.tokens.map((_, index) => tokenLabel(result, index))).toEqual([
    '"a"',
    '" quiet" 1st',
    '" b"',
    '" quiet" 2nd',
    '" c"',
    '" quiet" 3rd',
    '"␛"',
  ]);
});
