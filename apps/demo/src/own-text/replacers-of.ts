import { ReagentError, type MaskedModel, type Replacer } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import type { DemoSettings } from '../settings.ts';

/** A model's replacers by name, each made once. */
export interface Replacers {
  named(name: DemoSettings['replacer']): Promise<Replacer>;
  dispose(): Promise<void>;
}

/** @param openMasked null: there is no masked model */
export function replacersOf(openMasked: () => Promise<MaskedModel> | null): Replacers {
  const random = createRandomReplacer();
  let masked: Promise<MaskedModel> | null = null;
  let roberta: Promise<Replacer> | null = null;
  const openRoberta = async (): Promise<Replacer> => {
    masked = openMasked();
    if (masked === null) {
      throw new ReagentError(
        'INVALID_OPTION',
        'only the tiny model comes with a masked model: replace by random tokens',
      );
    }
    return createRobertaReplacer({ maskedModel: await masked });
  };
  return {
    async named(name) {
      if (name === 'random') return random;
      roberta ??= openRoberta();
      try {
        return await roberta;
      } catch (error) {
        roberta = null; // the next one tries again
        throw error;
      }
    },
    async dispose() {
      await (await roberta?.catch(() => null))?.dispose?.();
      await (await masked?.catch(() => null))?.dispose();
    },
  };
}
