import {
  randomStream,
  row,
  tokenMatrix,
  type Backend,
  type PreparedReplacer,
  type Random,
  type Replacer,
} from '@reagent/core';
import type { Item, Span } from './items.ts';

/** An item made ready: its tokens, its units (one a token, without special ones), and what it costs to ask about it. */
export interface Subject {
  readonly item: Item;
  readonly target: number;
  readonly units: number;
  /** [unit] Where its token stands in the text. */
  readonly spans: readonly Span[];
  /** ln of the target's odds in the unreplaced context. */
  readonly base: number;
  readonly baseProbability: number;
  /** For masks [unit], the target's log-odds in contexts in which the masked units are replaced. */
  score(masks: readonly Uint8Array[], random: readonly Random[]): Promise<readonly Scored[]>;
}

export interface Scored {
  readonly logOdds: number;
  readonly probability: number;
}

/** @param backend and the replacer are those of the tiny pair, or of any pair */
export async function subjectOf(item: Item, backend: Backend, replacer: Replacer): Promise<Subject> {
  const encoding = await backend.tokenizer.encode(item.prompt);
  const special = new Set(backend.tokenizer.specialTokens.values());
  const tokens = Int32Array.from(encoding.ids);
  let next = 0;
  const units = tokens.map((id) => (special.has(id) ? -1 : next++));
  const [target] = (await backend.tokenizer.encode(item.target, { addSpecialTokens: false })).ids;
  if (target === undefined) throw new Error(`item ${item.id} has no target`);
  const prepared = await replacer.prepare({ tokens, units, tokenizer: backend.tokenizer });
  const ask = asker(backend, prepared, target);
  const [base] = await ask([new Uint8Array(next)], [randomStream({ seed: 0, probe: 0, step: 0, purpose: 'mask' })]);
  if (base === undefined) throw new Error('the backend gave no score');
  return {
    item,
    target,
    units: next,
    spans: encoding.spans.filter((_, position) => (units[position] as number) >= 0),
    base: base.logOdds,
    baseProbability: base.probability,
    score: ask,
  };
}

const batchSize = 64;

function asker(backend: Backend, prepared: PreparedReplacer, target: number): Subject['score'] {
  return async (masks, random) => {
    const scored: Scored[] = [];
    for (let from = 0; from < masks.length; from += batchSize) {
      const some = masks.slice(from, from + batchSize);
      const units = some[0]?.length ?? 0;
      const together = new Uint8Array(some.length * units);
      some.forEach((mask, index) => together.set(mask, index * units));
      const rows = await prepared.replace({ masks: together, random: random.slice(from, from + batchSize) });
      const contexts = tokenMatrix(some.map((_, index) => row(rows, index)));
      const scores = await backend.score({ contexts, queries: [{ position: contexts.length, tokens: [target] }] });
      some.forEach((_, index) => {
        scored.push({
          logOdds: scores.logOdds?.[index] as number,
          probability: Math.exp(scores.logProbabilities[index] as number),
        });
      });
    }
    return scored;
  };
}

/** Units whose token lies in, or overlaps, a span. */
export function unitsIn(subject: Subject, span: Span): number[] {
  return subject.spans.flatMap(({ start, end }, unit) => (start < span.end && end > span.start ? [unit] : []));
}
