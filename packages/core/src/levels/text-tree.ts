import type { Context } from '../driver/context.ts';
import { readUnits, type Grouping, type UnitWish } from '../units/read-units.ts';

/** How a level cuts what the level before found. */
export type LevelUnit = 'paragraph' | 'sentence' | 'word';

/** A stretch of the context as one: its words (or named parts, or tokens of an answer), each by its positions. */
export type Stretch = readonly (readonly number[])[];

/** Stretches, and the unit by whose ends they were cut. */
export interface Cut {
  readonly unit: LevelUnit;
  readonly stretches: readonly Stretch[];
}

/** A context that can be cut ever finer, down to words. */
export interface TextTree {
  /** All of it: what may be replaced. */
  readonly whole: Stretch;
  /** Cut into at most about `most` stretches, and by what; null: it is single words already. */
  cut(stretches: readonly Stretch[], most: number): Cut | null;
  /** Cut all the way. */
  readonly words: Cut;
  /** Only these are replaced, each as one. */
  grouping(stretches: readonly Stretch[]): Grouping;
}

const coarseToFine: readonly LevelUnit[] = ['paragraph', 'sentence', 'word'];

export function textTree(wish: UnitWish, context: Context, protectSpecialTokens: boolean): TextTree {
  const by = (unit: LevelUnit): Grouping => readUnits({ ...wish, unit }, context, protectSpecialTokens);
  const words = by('word');
  const groupings = coarseToFine.map((unit) => ({ unit, units: unit === 'word' ? words.units : by(unit).units }));
  const atoms: number[][] = words.names.map(() => []);
  words.units.forEach((unit, position) => atoms[unit]?.push(position));
  return {
    whole: atoms,
    words: { unit: 'word', stretches: atoms.map((word) => [word]) },
    cut(stretches, most) {
      for (const { unit, units } of groupings) {
        const cut = stretches.map((stretch) => pieces(stretch, units));
        if (cut.every((own, index) => own.length === 1 && own[0]?.length === stretches[index]?.length)) continue;
        const each = Math.max(2, Math.floor(most / stretches.length));
        return { unit, stretches: cut.flatMap((own) => atMost(own, each, context.answer)) };
      }
      return null;
    },
    grouping(stretches) {
      const units = new Int32Array(words.units.length).fill(-1);
      stretches.forEach((stretch, unit) => stretch.flat().forEach((position) => (units[position] = unit)));
      const names = stretches.map(([first = [], ...more]) => {
        return more.length > 0 ? null : (words.names[words.units[first[0] ?? 0] as number] ?? null);
      });
      return { units, names, plain: false };
    },
  };
}

/** The words of a stretch, put together by the units that they begin in. */
function pieces(stretch: Stretch, units: Int32Array): Stretch[] {
  const found = new Map<number, (readonly number[])[]>();
  for (const word of stretch) {
    const unit = units[word[0] as number] as number;
    found.set(unit, [...(found.get(unit) ?? []), word]);
  }
  return [...found.values()];
}

/** Neighbours put together until there are at most so many, of about as many words each; an answer's tokens stay alone. */
function atMost(stretches: readonly Stretch[], most: number, answer: readonly boolean[]): Stretch[] {
  const isAnswer = ([[first = 0] = []]: Stretch): boolean => answer[first] === true;
  const text = stretches.filter((stretch) => !isAnswer(stretch));
  const words = text.reduce((sum, stretch) => sum + stretch.length, 0);
  const together: (readonly number[])[][] = [];
  let [seen, bin] = [0, -1];
  for (const stretch of text) {
    // By the middle of each, so that a long one does not push the next ones off.
    const own = text.length <= most ? together.length : Math.floor((most * (seen + stretch.length / 2)) / words);
    if (own === bin) together.at(-1)?.push(...stretch);
    else together.push([...stretch]);
    bin = own;
    seen += stretch.length;
  }
  return [...together, ...stretches.filter(isAnswer)];
}
