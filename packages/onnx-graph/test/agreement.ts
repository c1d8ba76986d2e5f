import { readFileSync } from 'node:fs';
import { editCausalModel, type EditOptions } from '../src/index.ts';
import type { Contexts } from './feeds.ts';
import type { ModelUnderTest } from './model-under-test.ts';
import { referenceScore } from './reference-scores.ts';
import { openEdited, openFull, type FullModel } from './run-models.ts';

/** Batches that are compared: rows and length. */
export const batches: readonly (readonly [rows: number, length: number])[] = [
  [1, 1],
  [1, 7],
  [3, 12],
  [8, 5],
];

/** The largest differences between an edited graph and the whole graph's logits, reduced in float64. */
export interface Agreement {
  /** |difference| ÷ max(1, |ln p|) */
  readonly logProbability: number;
  /** |difference| ÷ max(1, |log-odds|) */
  readonly logOdds: number;
  /** How many ranks differ, of `compared`. */
  readonly ranks: number;
  readonly compared: number;
}

/**
 * The edited graph against the whole one (or `whole`): best token and two others, at several positions of every row.
 */
export async function agreement(
  model: ModelUnderTest,
  options: EditOptions = {},
  { shapes = batches, whole }: { readonly shapes?: typeof batches; readonly whole?: Uint8Array } = {},
): Promise<Agreement> {
  const edit = editCausalModel(readFileSync(model.path), options);
  if (!edit.edited) throw new Error(edit.reason);
  const [full, edited] = [await openFull(model, whole), await openEdited(model, edit.bytes, edit.description)];
  const worst = { logProbability: 0, logOdds: 0, ranks: 0, compared: 0 };
  for (const [rows, length] of shapes) {
    const contexts = someContexts(rows, length, model.vocabulary);
    const asked = await askedOf(full, contexts);
    const { logProbabilities, logOdds, ranks } = await edited.run(contexts, asked);
    asked.expected.forEach((expected, index) => {
      worst.logProbability = Math.max(
        worst.logProbability,
        difference(logProbabilities![index]!, expected.logProbability),
      );
      worst.logOdds = Math.max(worst.logOdds, difference(logOdds![index]!, expected.logOdds));
      worst.ranks += ranks![index] === expected.rank ? 0 : 1;
      worst.compared++;
    });
  }
  await full.close();
  await edited.close();
  return worst;
}

function difference(value: number, expected: number): number {
  const found = Math.abs(value - expected) / Math.max(1, Math.abs(expected));
  return Number.isNaN(found) ? Infinity : found;
}

/** Rows of ids that differ from each other, without the first few ids, which are special in many vocabularies. */
export function someContexts(rows: number, length: number, vocabulary: number): Contexts {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length }, (__, column) => 10 + ((row * 131 + column * 37 + column * column) % (vocabulary - 30))),
  );
}

interface Asked {
  readonly rows: readonly (readonly [number, number])[];
  readonly tokens: readonly (readonly number[])[];
  readonly expected: readonly ReturnType<typeof referenceScore>[];
}

/** Asks every row for its best token and two others, at the last, the middle and the first position that there are. */
async function askedOf(full: FullModel, contexts: Contexts): Promise<Asked> {
  const output = await full.run(contexts);
  const length = contexts[0]!.length;
  const positions = [...new Set([length - 1, length >> 1, 0])].filter((position) => position >= length - output.kept);
  const rows = contexts.flatMap((_, row) => positions.map((position) => [row, position] as const));
  const tokens = rows.map(([row, position]) => {
    const logits = output.logits(row, position);
    const best = logits.indexOf(Math.max(...logits));
    return [best, 3, (row * 17 + position * 5) % logits.length];
  });
  const expected = rows.flatMap(([row, position], index) =>
    tokens[index]!.map((token) => referenceScore(output.logits(row, position), token)),
  );
  return { rows, tokens, expected };
}
