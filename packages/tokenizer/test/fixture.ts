import { readFileSync } from 'node:fs';
import type { LocalTokenizer, TextSpan } from '@reagent/core';
import { createTokenizer, type TokenizerOptions } from '../src/index.ts';

const folder = new URL('../fixtures/', import.meta.url);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

interface Goldens {
  readonly strings: readonly string[];
  readonly tokenizers: Readonly<
    Record<
      string,
      {
        readonly encodings: readonly {
          readonly ids: readonly number[];
          readonly offsets: readonly [number, number][];
        }[];
        readonly decoded: readonly string[];
      }
    >
  >;
}

export const goldens: Goldens = readJson('goldens.json') as Goldens;

export function tokenizerFiles(name: string): { readonly tokenizerJson: unknown; readonly tokenizerConfig: unknown } {
  return {
    tokenizerJson: readJson(`${name}/tokenizer.json`),
    tokenizerConfig: readJson(`${name}/tokenizer_config.json`),
  };
}

export function fixtureTokenizer(name: string, options: Partial<TokenizerOptions> = {}): LocalTokenizer {
  return createTokenizer({ ...tokenizerFiles(name), ...options });
}

/** Offsets in code points as offsets in UTF-16 units. */
export function fromCodePoints(text: string, offsets: readonly (readonly [number, number])[]): readonly TextSpan[] {
  const units = [0];
  for (const character of text) units.push((units.at(-1) as number) + character.length);
  return offsets.map(([start, end]) => ({ start: units[start] as number, end: units[end] as number }));
}
