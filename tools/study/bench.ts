import process from 'node:process';
import type { Backend, Replacer } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { createTinyModels } from '@reagent/tiny';
import type { Item } from './items.ts';
import { subjectOf, type Subject } from './subject.ts';

/** The tiny pair, ready to be asked. */
export interface Bench {
  readonly backend: Backend;
  readonly replacer: Replacer;
  subjects(items: readonly Item[]): AsyncGenerator<Subject, void, undefined>;
  dispose(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const { backend, maskedModel, dispose } = await createTinyModels({ threads: 1 }); // so that studies can run side by side
  const replacer = createRobertaReplacer({ maskedModel });
  return {
    backend,
    replacer,
    dispose,
    async *subjects(items) {
      for (const [index, item] of items.entries()) {
        if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${items.length} items`);
        yield await subjectOf(item, backend, replacer);
      }
      if (process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}
