import { attribute, type AttributionResult } from '@reagent/core';
import { effectSeparated } from '@reagent/stopping';
import { mean } from 'simple-statistics';
import { coverageOf, pooled, type Coverage } from '../coverage.ts';
import { readItems } from '../items.ts';
import { requestOf, unprotected } from '../methods.ts';
import { qualityOf, type Quality } from '../metrics.ts';
import { openTiny } from '../pairs.ts';
import { longRunReference, sampleLongRun } from '../reference.ts';
import type { Part } from '../run-part.ts';
import { sampleMasks } from '../sampling.ts';
import { settings } from '../settings.ts';

/** The tiny pair: the default beside a long-run reference, at a fixed budget and where `effectSeparated` stops it. */
export interface ReferenceRow {
  /** With the study's seed. */
  readonly default: Quality;
  readonly reference: Quality;
  /** Over the seeds, as all that follows. */
  readonly fixed: Coverage;
  /** Evaluations: the mean; separated: how many runs. */
  readonly stopped: Coverage & { readonly evaluations: number; readonly separated: number };
}

const { evaluations, maskRatio } = settings;
const { file, items, skip, freshMasks, rows, rowsSeed, seeds } = settings.reference;

export const reference: Part<ReferenceRow> = {
  name: 'reference',
  settings: { evaluations, seeds, maskRatio, freshMasks, rows, rowsSeed },
  items: readItems(file, items, skip),
  open: openTiny,
  async measure(subject, pair) {
    const fresh = await sampleMasks(subject, freshMasks, maskRatio, 9000);
    const many = await sampleLongRun(subject, { rows, evaluations, seed: rowsSeed });
    const effectsOf = (result: AttributionResult) => unprotected(result, result.effect[0] ?? []);
    const coverage = (result: AttributionResult): Coverage =>
      coverageOf(effectsOf(result), longRunReference(subject, many, result.cost.evaluations).beta);
    const runs = [];
    for (const seed of seeds) {
      const request = requestOf(subject, { ...pair, seed });
      const fixed = await attribute({ ...request, limits: { evaluations } });
      runs.push({ fixed, stopped: await attribute({ ...request, stopping: effectSeparated() }) });
    }
    const estimates = effectsOf(runs[0]!.fixed).map((effect) => effect?.estimate ?? 0);
    return {
      default: qualityOf(subject, estimates, fresh),
      reference: qualityOf(subject, longRunReference(subject, many, evaluations).beta, fresh),
      fixed: pooled(runs.map(({ fixed }) => coverage(fixed))),
      stopped: {
        ...pooled(runs.map(({ stopped }) => coverage(stopped))),
        evaluations: mean(runs.map(({ stopped }) => stopped.cost.evaluations)),
        separated: runs.filter(({ stopped }) => stopped.converged).length,
      },
    };
  },
};
