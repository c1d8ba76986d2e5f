import { mean } from 'simple-statistics';
import { readItems, type Item } from '../../study/items.ts';
import { contextsOf } from './explanations.ts';
import type { FinishedAnswers } from './finished.ts';
import { costOf, type Cost } from './per-context.ts';
import { hitsOf, type Hits } from './ranking.ts';
import type { OwnAnswer, OwnRequest, PeerAnswer } from './requests.ts';
import { openSides, type Sides } from './sides.ts';
import type { Twin } from './twins.ts';

export interface RealModel {
  readonly items: number;
  readonly meanTokens: number;
  readonly peer: Side & {
    readonly secondsPerStep: number;
    readonly probes: number;
    /** Of all probes of all items. */
    readonly stoppedProbes: number;
    /** Items whose scores are all NaN, or for which it raised an error. */
    readonly withoutScores: number;
  };
  readonly own: Side;
}

interface Side {
  /** Means over items. */
  readonly cost: Cost;
  readonly hits: Hits;
}

interface Options {
  readonly items: number;
  /** inseq's `max_probe_steps`: at its default of 3,000 an item could take hours. */
  readonly cap: number;
  readonly finished: FinishedAnswers;
  readonly tell: (line: string) => void;
}

const ours: Pick<OwnRequest, 'way' | 'substitutes' | 'seed'> = {
  ...{ way: { evaluations: 100 }, substitutes: 'hash-groups', seed: 1 },
};

/** Items of the tiny pair's study that the model, too, answers right; both sides draw the same kind of substitutes. */
export async function compareOnRealModel(python: string, twin: Twin, options: Options): Promise<RealModel> {
  const sides = await openSides(python, twin);
  const items = await itemsAnsweredRight(sides, options.items);
  const found: { item: Item; peer: PeerAnswer; own: OwnAnswer }[] = [];
  for (const [index, item] of items.entries()) {
    options.tell(`item ${index + 1} of ${items.length}`);
    const question = { id: item.id, text: item.prompt, target: item.target };
    const ask = () => sides.peer({ ...question, seed: 1, steps: options.cap });
    const peer = await options.finished.get(item.id, ask);
    const own = await sides.own({ ...question, ...ours });
    found.push({ item, peer, own });
  }
  await sides.close();
  const done = found.flatMap(({ peer }) => ('error' in peer ? [] : [peer]));
  const scoresOf = (peer: PeerAnswer) => ('error' in peer ? [] : peer.scores);
  return {
    items: items.length,
    meanTokens: mean(found.map(({ own }) => own.tokens.length)),
    peer: {
      ...side(
        found.map(({ item, peer, own }) => {
          return { cost: costOf(peer.cpuSeconds, contextsOf(peer)), hits: hitsOf(item, own.tokens, scoresOf(peer)) };
        }),
      ),
      secondsPerStep: mean(found.map(({ peer }) => peer.cpuSeconds / peer.steps)),
      probes: done.reduce((sum, { probes }) => sum + probes, 0),
      stoppedProbes: done.reduce((sum, { stoppedProbes }) => sum + stoppedProbes, 0),
      withoutScores: found.filter(({ peer }) => scoresOf(peer).every((score) => score === null)).length,
    },
    own: side(
      found.map(({ item, own }) => {
        return { cost: costOf(own.cpuSeconds, own.evaluations), hits: hitsOf(item, own.tokens, own.scores) };
      }),
    ),
  };
}

async function itemsAnsweredRight(sides: Sides, count: number): Promise<Item[]> {
  const right: Item[] = [];
  for (const item of readItems('attribution', 100)) {
    if (right.length === count) break;
    const { id, prompt: text, target } = item;
    const { targetRank } = await sides.own({ id, text, target, ...ours, way: { evaluations: 1 } });
    if (targetRank === 0) right.push(item);
  }
  return right;
}

function side(found: readonly { readonly cost: Cost; readonly hits: Hits }[]): Side {
  const meanOf = (value: (one: (typeof found)[number]) => number): number => mean(found.map(value));
  return {
    cost: costOf(
      meanOf(({ cost }) => cost.cpuSeconds),
      meanOf(({ cost }) => cost.contexts),
    ),
    hits: { two: meanOf(({ hits }) => hits.two), three: meanOf(({ hits }) => hits.three) },
  };
}
