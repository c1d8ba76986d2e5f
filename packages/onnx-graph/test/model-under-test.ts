import { readFileSync } from 'node:fs';
import type { PastSizes } from './feeds.ts';

/** What PyTorch says of one text, in float32. */
type PyTorchAnswer =
  | {
      readonly ids: readonly number[];
      readonly targets: readonly number[];
      readonly logProbabilities: readonly number[];
      readonly ranks: readonly number[];
    }
  | { readonly ids: readonly number[]; readonly masks: readonly MaskAnswer[] };

export interface MaskAnswer {
  readonly position: number;
  readonly top5: readonly number[];
  readonly logprobs: readonly number[];
}

export interface ModelUnderTest {
  readonly name: string;
  /** The graph's file; external weights lie beside it. */
  readonly path: string;
  readonly vocabulary: number;
  readonly past: PastSizes;
  readonly pytorch: readonly PyTorchAnswer[];
}

interface FixtureFacts {
  readonly folder: string;
  readonly file: string;
  readonly vocabulary: number;
  readonly heads: number;
  readonly headSize: number;
  readonly pytorch: readonly PyTorchAnswer[];
}

const folder = new URL('../fixtures/', import.meta.url);

/** Random-weight models made by real exporters, one for each layout of the head. */
export const fixtures: readonly ModelUnderTest[] = (
  JSON.parse(readFileSync(new URL('models.json', folder), 'utf8')) as readonly FixtureFacts[]
).map(({ folder: name, file, vocabulary, heads, headSize, pytorch }) => ({
  name: `${name}/${file}`,
  path: new URL(`${name}/${file}`, folder).pathname,
  vocabulary,
  past: { heads, headSize },
  pytorch,
}));

export function fixture(name: string): ModelUnderTest {
  const found = fixtures.find((model) => model.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return found;
}
