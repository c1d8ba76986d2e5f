import { expect, test } from 'vitest';
import { downloadWords, sizeWords } from './download-words.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [538_400_000, '538 MB'],
  [5_384_000_000, '5.4 GB'],
  [5e16, '50000 TB'],
])('%d is %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test('a download says how much of what', () => {
  const progress = { repository: 'a/b', file: 'onnx/model.onnx', fileBytes: 1, fileTotal: 2, bytes: 1e6, total: 5e7 };
  expect(downloadWords(progress)).toBe('1.0 MB of 50 MB · onnx/model.onnx of a/b');
  expect(downloadWords({ ...progress, total: null })).toBe('1.0 MB · onnx/model.onnx of a/b');
});
