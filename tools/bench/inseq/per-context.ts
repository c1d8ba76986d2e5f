import { median } from 'simple-statistics';
import type { Question } from './requests.ts';
import { openSides } from './sides.ts';
import type { Twin } from './twins.ts';

export interface PerContext {
  /** Medians over the rounds, of one thread's processor. */
  readonly own: Cost;
  readonly peer: Cost;
}

export interface Cost {
  readonly cpuSeconds: number;
  /** Contexts that the model was run on. */
  readonly contexts: number;
  readonly secondsPerContext: number;
}

/** 32 tokens of a random model's, and another that it has no reason to choose: no stop test ever passes. */
const question: Question = { id: 'letters', text: 'abcdefghijklmnopqrstuvwxyzabcdef', target: 'q' };

/**
 * The same recursion on both sides: inseq's `reagent` against `attribute` with the preset inseq, 16 rows a batch, so many
 * steps, in turn. inseq scores the unreplaced context once for each of its rows; we do once.
 */
export async function costPerContext(
  python: string,
  twin: Twin,
  { rounds, steps }: { readonly rounds: number; readonly steps: number },
): Promise<PerContext> {
  const sides = await openSides(python, twin);
  const costs: { own: Cost[]; peer: Cost[] } = { own: [], peer: [] };
  for (let round = -1; round < rounds; round++) {
    const peer = await sides.peer({ ...question, seed: 1, steps });
    const own = await sides.own({ ...question, seed: 1, way: { recursionSteps: steps }, substitutes: 'hash-groups' });
    if ('error' in peer) throw new Error(`inseq failed: ${peer.error}`);
    if (peer.tokens !== own.tokens.length || peer.stoppedProbes > 0) throw new Error('the sides did different work');
    if (round < 0) continue; // the first round of a process warms it up
    costs.peer.push(costOf(peer.cpuSeconds, peer.probes * (2 * peer.steps + 1)));
    costs.own.push(costOf(own.cpuSeconds, own.evaluations));
  }
  await sides.close();
  return { own: medianOf(costs.own), peer: medianOf(costs.peer) };
}

export function costOf(cpuSeconds: number, contexts: number): Cost {
  return { cpuSeconds, contexts, secondsPerContext: cpuSeconds / contexts };
}

function medianOf(costs: readonly Cost[]): Cost {
  return costOf(median(costs.map((cost) => cost.cpuSeconds)), median(costs.map((cost) => cost.contexts)));
}
