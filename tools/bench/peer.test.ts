import { expect, it, vi } from 'vitest';
import { peer } from './peer.ts';

vi.mock('./inseq/python.ts', () => ({
  cache: '',
  pinned: '',
  preparePython: () => Promise.resolve({ missing: 'there is no Python from 3.10 on' }),
}));

it('says that it was not measured where there is no Python, and fails no bar', async () => {
  const section = await peer({ models: [], quick: false, tell: () => undefined });
  expect(section.rows).toEqual([{ what: 'not measured', why: 'there is no Python from 3.10 on' }]);
  expect(section.bars).toEqual([]);
});
