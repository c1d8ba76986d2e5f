import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { keptRows } from './kept-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'study-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('goes on behind the last whole row of a run that was cut while it wrote', () => {
  const file = pathToFileURL(join(folder, 'rows.jsonl'));
  expect(keptRows(file)).toEqual([]);
  appendFileSync(file, '{"id":"a"}\n{"id":"b"}\n{"id":"c","hit');
  expect(keptRows(file)).toEqual([{ id: 'a' }, { id: 'b' }]);
  appendFileSync(file, '{"id":"c"}\n');
  expect(keptRows(file)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  expect(readFileSync(file, 'utf8')).toBe('{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n');
});
