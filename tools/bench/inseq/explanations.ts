import { mean, median } from 'simple-statistics';
import type { Item } from '../../study/items.ts';
import type { FinishedAnswers } from './finished.ts';
import { hitsOf, type Hits } from './ranking.ts';
import type { OwnRequest, PeerAnswer } from './requests.ts';
import type { Sides } from './sides.ts';

/** One side's explanations of all items. */
export interface Explanations {
  readonly meanCpuSeconds: number;
  readonly medianCpuSeconds: number;
  readonly meanContexts: number;
  /** Share of the items with the cause among the best two, three tokens. */
  readonly hits: Hits;
}

export interface PeerExplanations extends Explanations {
  readonly steps: { readonly least: number; readonly most: number };
  /** Items for which inseq raised an error, by its kind; they are misses, and their seconds until then count. */
  readonly errors: Readonly<Record<string, number>>;
  /** Items with scores that are all NaN; they are misses. */
  readonly notANumber: number;
  /** Without the items for which it gave no scores; null where there are no others. */
  readonly hitsWhereScored: Hits | null;
}

export type OwnVariant = Pick<OwnRequest, 'way' | 'substitutes'>;

export interface Compared<Name extends string> {
  readonly items: number;
  readonly peer: PeerExplanations;
  readonly own: Readonly<Record<Name, Explanations>>;
}

interface Options<Name extends string> {
  readonly items: readonly Item[];
  /** inseq's `max_probe_steps`. */
  readonly steps: number;
  readonly variants: Readonly<Record<Name, OwnVariant>>;
  readonly finished: FinishedAnswers;
  readonly tell: (line: string) => void;
}

const seed = 1;
/** Both processes explain so many items before any counts: what starts slowly has started. */
const warmUps = 2;

/** Each item by inseq, then by every variant of ours. */
export async function compareExplanations<Name extends string>(
  sides: Sides,
  { items, steps, variants, finished, tell }: Options<Name>,
): Promise<Compared<Name>> {
  const names = Object.keys(variants) as Name[];
  const peer: { answer: PeerAnswer; hits: Hits }[] = [];
  const own = new Map(names.map((name) => [name, [] as { cpuSeconds: number; contexts: number; hits: Hits }[]]));
  for (const { id, prompt: text, target } of items.slice(0, warmUps)) {
    await sides.peer({ id, text, target, seed, steps: Math.min(steps, 20) });
    for (const name of names) await sides.own({ id, text, target, seed, ...variants[name] });
  }
  for (const [index, item] of items.entries()) {
    tell(`item ${index + 1} of ${items.length}`);
    const question = { id: item.id, text: item.prompt, target: item.target, seed };
    const answer = await finished.get(item.id, () => sides.peer({ ...question, steps }));
    for (const name of names) {
      const { cpuSeconds, evaluations, tokens, scores } = await sides.own({ ...question, ...variants[name] });
      own.get(name)?.push({ cpuSeconds, contexts: evaluations, hits: hitsOf(item, tokens, scores) });
      if (name === names[0]) {
        peer.push({ answer, hits: hitsOf(item, tokens, 'error' in answer ? [] : answer.scores) });
      }
    }
  }
  return {
    items: items.length,
    peer: summaryOfPeer(peer),
    own: Object.fromEntries([...own].map(([name, answers]) => [name, summary(answers)])) as Record<Name, Explanations>,
  };
}

function summaryOfPeer(found: readonly { readonly answer: PeerAnswer; readonly hits: Hits }[]): PeerExplanations {
  const answers = found.map(({ answer }) => answer);
  const errors: Record<string, number> = {};
  for (const answer of answers) {
    if (!('error' in answer)) continue;
    const kind = answer.error.split(':')[0] as string;
    errors[kind] = (errors[kind] ?? 0) + 1;
  }
  return {
    ...summary(
      found.map(({ answer, hits }) => ({ cpuSeconds: answer.cpuSeconds, contexts: contextsOf(answer), hits })),
    ),
    steps: {
      least: Math.min(...answers.map(({ steps }) => steps)),
      most: Math.max(...answers.map(({ steps }) => steps)),
    },
    errors,
    notANumber: answers.filter((answer) => !('error' in answer) && !isScored(answer)).length,
    hitsWhereScored: meanHits(found.filter(({ answer }) => isScored(answer)).map(({ hits }) => hits)),
  };
}

/** inseq scores a row for every probe, stopped or not: the unreplaced context, and two for each step. */
export function contextsOf(answer: PeerAnswer): number {
  return ('error' in answer ? 16 : answer.probes) * (2 * answer.steps + 1);
}

function summary(
  answers: readonly { readonly cpuSeconds: number; readonly contexts: number; readonly hits: Hits }[],
): Explanations {
  const seconds = answers.map(({ cpuSeconds }) => cpuSeconds);
  return {
    meanCpuSeconds: mean(seconds),
    medianCpuSeconds: median(seconds),
    meanContexts: mean(answers.map(({ contexts }) => contexts)),
    hits: meanHits(answers.map(({ hits }) => hits)) ?? { two: 0, three: 0 },
  };
}

function isScored(answer: PeerAnswer): boolean {
  return !('error' in answer) && answer.scores.some((score) => score !== null);
}

function meanHits(hits: readonly Hits[]): Hits | null {
  if (hits.length === 0) return null;
  return { two: mean(hits.map(({ two }) => two)), three: mean(hits.map(({ three }) => three)) };
}
