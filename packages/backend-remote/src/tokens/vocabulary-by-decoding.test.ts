import { expect, test } from 'vitest';
import { neutral } from './decoding.ts';
import { vocabularyByDecoding } from './vocabulary-by-decoding.ts';

test('a server that has a text for every id is not asked without end', async () => {
  let asked = 0;
  const decoding = {
    read: async () => [1],
    decode: async (lists: readonly (readonly number[])[]) => {
      asked += lists.length;
      return lists.map(() => neutral);
    },
  };
  await expect(vocabularyByDecoding(decoding, async () => [])).rejects.toMatchObject({
    ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/vocabulary has no end: give tokenizer/) },
  });
  expect(asked).toBeLessThan(2 ** 21);
});
