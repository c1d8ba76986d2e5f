import { readExactJson } from '@reagent/core';
import type { StoredExample } from './stored-example.ts';

/** @param text of a file of `stored/` */
export function readStored(text: string): StoredExample {
  return readExactJson(text) as StoredExample;
}
