import {
  randomStream,
  row,
  type LocalTokenizer,
  type PreparedReplacer,
  type PrepareRequest,
  type Random,
  type Replacer,
} from '@reagent/core';
import { ensure } from '../laws/assertions.ts';
import type { Law } from '../laws/law.ts';
import { isOrdinary } from '../laws/ordinary-tokens.ts';

export interface ReplacerLawContext {
  readonly tokenizer: LocalTokenizer;
  /** A text of at least four tokens that are not special. */
  readonly text: string;
  /** Whether the replacer says that it never gives the original token. */
  readonly neverOriginal: boolean;
  /** Whether the replacer says that it makes no use of the random streams. */
  readonly deterministic: boolean;
}

export type ReplacerLaw = Law<Replacer, ReplacerLawContext>;

/** What laws ask a replacer with; everything is made anew at every call. */
export interface Trial {
  readonly replacer: Replacer;
  readonly context: ReplacerLawContext;
  /** The text with its special tokens pinned, and every other token a unit. */
  request(): PrepareRequest & { readonly tokens: Int32Array; readonly units: Int32Array };
}

/** A law about one fresh replacer. */
export function replacerLaw(name: string, check: (trial: Trial) => Promise<void>): ReplacerLaw {
  return {
    name,
    check: async (create, context) => {
      const replacer = await create();
      await check({ replacer, context, request: () => requestOf(context) });
    },
  };
}

/** See {@link Trial.request}. */
export function requestOf({ tokenizer, text }: ReplacerLawContext): ReturnType<Trial['request']> {
  const tokens = Int32Array.from(tokenizer.encode(text).ids);
  const ordinary = isOrdinary(tokenizer);
  let units = 0;
  const unitOf = Int32Array.from(tokens, (id) => (ordinary(id) ? units++ : -1));
  ensure(units >= 4, `the text must have at least 4 ordinary tokens, "${text}" has ${units}`);
  return { tokens, units: unitOf, tokenizer };
}

/** The stream of a seed. */
export function streamOf(seed: number): Random {
  return randomStream({ seed, probe: 0, step: 1, purpose: 'substitutes' });
}

/** A mask of these units, without those that are not replaceable. */
export function maskOf(prepared: PreparedReplacer, units: readonly number[] | 'all'): number[] {
  return Array.from(prepared.replaceable, (able, unit) => (able && (units === 'all' || units.includes(unit)) ? 1 : 0));
}

/** The rows that masks ask for, one seed a row. */
export async function draw(
  prepared: PreparedReplacer,
  masks: readonly (readonly number[])[],
  seeds: readonly number[],
): Promise<number[][]> {
  const matrix = await prepared.replace({ masks: Uint8Array.from(masks.flat()), random: seeds.map(streamOf) });
  return masks.map((_, index) => Array.from(row(matrix, index)));
}

/** Many draws of the whole text, for laws about single ids: row after row of substitutes, with where they stand. */
export async function manyDraws({ replacer, request }: Trial): Promise<{ id: number; position: number }[]> {
  const { units } = request();
  const prepared = await replacer.prepare(request());
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const mask = maskOf(prepared, 'all');
  const rows = await draw(
    prepared,
    seeds.map(() => mask),
    seeds,
  );
  return rows.flatMap((ids) =>
    ids.flatMap((id, position) => (mask[units[position] as number] === 1 ? [{ id, position }] : [])),
  );
}
