import { expect, it } from 'vitest';
import { hashOf } from '../src/worker/hash.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('is one SHA-256 over all files, however they are cut', async () => {
  // FIPS 180-2, appendix B.1: the digest of "abc".
  const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(await hashOf([bytes('abc')])).toBe(digest);
  expect(await hashOf([bytes('a'), bytes(''), bytes('bc')])).toBe(digest);
});
