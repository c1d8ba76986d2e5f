import { mean } from 'simple-statistics';
import { readItems } from '../items.ts';
import { openTiny } from '../pairs.ts';
import { largest } from '../reference.ts';
import type { Part } from '../run-part.ts';
import { mapMethods, methodNames, scoresOf, type MethodKey, type OfMethods } from '../scores.ts';
import { settings } from '../settings.ts';
import { unitsIn } from '../subject.ts';

/** Of the two copies of a cause, over the seeds. */
export interface Copies {
  /** Share of them that is in the top three. */
  readonly share: number;
  /** How often both are. */
  readonly both: number;
}

/** The tiny pair on items whose antecedent stands twice. */
export interface RedundantRow {
  readonly methods: OfMethods<Copies>;
}

const { evaluations } = settings;
const { file, items, skip, seeds } = settings.redundant;

export const redundant: Part<RedundantRow> = {
  name: 'redundant',
  settings: { evaluations, seeds },
  items: readItems(file, items, skip),
  open: openTiny,
  async measure(subject, pair) {
    const copies = (subject.item.antecedents ?? []).map((span) => unitsIn(subject, span));
    const runs: OfMethods<number>[] = [];
    for (const seed of seeds) {
      const scores = await scoresOf(subject, { ...pair, evaluations, seed });
      runs.push(
        mapMethods(scores, (values) => {
          const top = largest(values, 3);
          return mean(copies.map((units) => Number(units.some((unit) => top.includes(unit)))));
        }),
      );
    }
    const ofMethod = (key: MethodKey): Copies => {
      const shares = runs.map((run) => run[key]);
      return { share: mean(shares), both: mean(shares.map((share) => Number(share === 1))) };
    };
    const keys = Object.keys(methodNames) as MethodKey[];
    return { methods: Object.fromEntries(keys.map((key) => [key, ofMethod(key)])) as OfMethods<Copies> };
  },
};
