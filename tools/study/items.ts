import { readFileSync } from 'node:fs';

/** A span of characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with a known cause of its target. */
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

const files = {
  attribution: '../train-tiny/items/attribution.jsonl',
  redundant: '../train-tiny/items/redundant.jsonl',
  study: '../train-tiny/items/study.jsonl',
  agreement: './agreement/agreement.jsonl',
} as const;

/** Items of a file that the model answers right: `count` of them, or all. */
export function readItems(name: keyof typeof files, count = Infinity, skip = 0): Item[] {
  const items = readFileSync(new URL(files[name], import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item);
  const right = items.filter((item) => item.answeredRight !== false).slice(skip, skip + count);
  if (right.length < count && count !== Infinity) throw new Error(`${name}.jsonl has only ${right.length} such items`);
  return right;
}

/** At most `count` items of a template, in their order. */
export function firstOfEachTemplate(items: readonly Item[], count: number): Item[] {
  const seen = new Map<string, number>();
  return items.filter(({ templateId }) => {
    const before = seen.get(templateId) ?? 0;
    seen.set(templateId, before + 1);
    return before < count;
  });
}
