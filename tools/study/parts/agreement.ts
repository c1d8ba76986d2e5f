import { defaultRun, effectsOf, lassoOf } from '../default-run.ts';
import { firstOfEachTemplate, readItems } from '../items.ts';
import { leaveOneOut } from '../methods.ts';
import { qualityOf, type Quality } from '../metrics.ts';
import { openSmollm2 } from '../pairs.ts';
import type { Part } from '../run-part.ts';
import { sampleMasks } from '../sampling.ts';
import { settings } from '../settings.ts';

/** SmolLM2: the default beside leave-one-out, and a lasso on the default's own evaluations. */
export interface AgreementRow {
  readonly tokens: number;
  readonly default: Quality;
  readonly leaveOneOut: Quality;
  readonly lasso: Quality;
}

const { evaluations, seed, maskRatio } = settings;
const { itemsOfAFrame, freshMasks } = settings.agreement;

export const agreement: Part<AgreementRow> = {
  name: 'agreement',
  settings: { evaluations, seed, maskRatio, freshMasks },
  items: firstOfEachTemplate(readItems('agreement'), itemsOfAFrame),
  open: openSmollm2,
  async measure(subject, pair) {
    const fresh = await sampleMasks(subject, freshMasks, maskRatio, 9000);
    const budget = { ...pair, evaluations, seed };
    const run = await defaultRun(subject, budget);
    return {
      tokens: subject.units,
      default: qualityOf(subject, effectsOf(run), fresh),
      leaveOneOut: qualityOf(subject, await leaveOneOut(subject, budget), fresh),
      lasso: qualityOf(subject, lassoOf(subject, run), fresh),
    };
  },
};
