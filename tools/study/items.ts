import { readFileSync } from 'node:fs';

/** A span of characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A held-out item of tools/train-tiny: a text with a known cause of its target. */
export interface Item {
  readonly id: string;
  readonly kind: string;
  readonly templateId: string;
  readonly prompt: string;
  /** With its leading space. */
  readonly target: string;
  readonly antecedent: Span;
  /** In redundant items: both copies. */
  readonly antecedents?: readonly Span[];
  readonly distractor: Span;
  readonly competitor: Span | null;
  /** Whether the tiny model's first choice is the target. */
  readonly answeredRight?: boolean;
}

/** The first `count` items of a file that the tiny model answers right. */
export function readItems(name: 'attribution' | 'redundant', count: number, skip = 0): Item[] {
  const file = new URL(`../train-tiny/items/${name}.jsonl`, import.meta.url);
  const items = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item);
  const right = items.filter((item) => item.answeredRight !== false).slice(skip, skip + count);
  if (right.length < count) throw new Error(`${name}.jsonl has only ${right.length} such items`);
  return right;
}
