import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import process from 'node:process';
import type { JsonObject } from '@reagent/core';
import { keptRows } from '../kept-rows.ts';
import type { Item } from './items.ts';
import type { Pair } from './pairs.ts';
import { subjectOf, type Subject } from './subject.ts';

/** A part of the study that can be run alone: a row an item. */
export interface Part<Row> {
  readonly name: string;
  /** Everything beside items and model that has a say in the rows. */
  readonly settings: JsonObject;
  readonly items: readonly Item[];
  open(): Promise<Pair>;
  measure(subject: Subject, pair: Pair): Promise<Row>;
}

/** What every row says of its item. */
export interface OfItem {
  readonly id: string;
  readonly templateId: string;
}

export type RowOf<Row> = Row & OfItem;

const folder = new URL('../../.cache/study/', import.meta.url);

/** The rows of all items, in their order. Rows measured before are kept in .cache/study, and a run that was cut goes on. */
export async function rowsOf<Row>(part: Part<Row>): Promise<RowOf<Row>[]> {
  const pair = await part.open();
  try {
    const about = { settings: part.settings, model: pair.backend.id, items: part.items.map(({ prompt }) => prompt) };
    const digest = createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 12);
    mkdirSync(folder, { recursive: true });
    const file = new URL(`${part.name}-${digest}.jsonl`, folder);
    const known = new Map(keptRows<RowOf<Row>>(file).map((row) => [row.id, row]));
    for (const [index, item] of part.items.entries()) {
      if (known.has(item.id)) continue;
      const measured = await part.measure(await subjectOf(item, pair.backend, pair.replacer), pair);
      const row = { id: item.id, templateId: item.templateId, ...measured };
      appendFileSync(file, `${JSON.stringify(row)}\n`);
      known.set(item.id, row);
      process.stderr.write(`${part.name}: ${index + 1} of ${part.items.length}\n`);
    }
    return part.items.map((item) => known.get(item.id) as RowOf<Row>);
  } finally {
    await pair.dispose();
  }
}
