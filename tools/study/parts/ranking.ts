import { readItems } from '../items.ts';
import { qualityOf, type Quality } from '../metrics.ts';
import { openTiny } from '../pairs.ts';
import type { Part } from '../run-part.ts';
import { sampleMasks } from '../sampling.ts';
import { mapMethods, scoresOf, type OfMethods } from '../scores.ts';
import { settings } from '../settings.ts';

/** The tiny pair: every method at the same budget. */
export interface RankingRow {
  readonly methods: OfMethods<Quality>;
}

const { evaluations, seed, maskRatio } = settings;
const { file, items, skip, freshMasks } = settings.ranking;

export const ranking: Part<RankingRow> = {
  name: 'ranking',
  settings: { evaluations, seed, maskRatio, freshMasks },
  items: readItems(file, items, skip),
  open: openTiny,
  async measure(subject, pair) {
    const fresh = await sampleMasks(subject, freshMasks, maskRatio, 9000);
    const scores = await scoresOf(subject, { ...pair, evaluations, seed });
    return { methods: mapMethods(scores, (values) => qualityOf(subject, values, fresh)) };
  },
};
