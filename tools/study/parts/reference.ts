import { attribute } from '@reagent/core';
import { effectSeparated } from '@reagent/stopping';
import { coverageOf, type Coverage } from '../coverage.ts';
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
  readonly default: Quality;
  readonly reference: Quality;
  readonly fixed: Coverage;
  readonly stopped: Coverage & { readonly evaluations: number; readonly separated: boolean };
}

const { evaluations, seed, maskRatio } = settings;
const { file, items, skip, freshMasks, rows, rowsSeed } = settings.reference;

export const reference: Part<ReferenceRow> = {
  name: 'reference',
  settings: { evaluations, seed, maskRatio, freshMasks, rows, rowsSeed },
  items: readItems(file, items, skip),
  open: openTiny,
  async measure(subject, pair) {
    const fresh = await sampleMasks(subject, freshMasks, maskRatio, 9000);
    const request = requestOf(subject, { ...pair, seed });
    const fixed = await attribute({ ...request, limits: { evaluations } });
    const stopped = await attribute({ ...request, stopping: effectSeparated() });
    const many = await sampleLongRun(subject, { rows, evaluations, seed: rowsSeed });
    const reference = longRunReference(subject, many, evaluations);
    const referenceAtStop = longRunReference(subject, many, stopped.cost.evaluations);
    const effects = unprotected(fixed, fixed.effect[0] ?? []);
    const effectsAtStop = unprotected(stopped, stopped.effect[0] ?? []);
    return {
      default: qualityOf(
        subject,
        effects.map((effect) => effect?.estimate ?? 0),
        fresh,
      ),
      reference: qualityOf(subject, reference.beta, fresh),
      fixed: coverageOf(effects, reference.beta),
      stopped: {
        ...coverageOf(effectsAtStop, referenceAtStop.beta),
        evaluations: stopped.cost.evaluations,
        separated: stopped.converged,
      },
    };
  },
};
