import { randomStream, type Random } from './random.ts';

/**
 * The recursion of Zhao and Shan (arXiv 2402.00794) as pure functions over plain data that JSON can hold. `s` is kept
 * as the reference code keeps it, with increments of both signs; only differences of logits have a meaning.
 */
export interface RecursionState {
  /** [probe][target][unit] importance logits s */
  readonly logits: readonly (readonly (readonly number[])[])[];
  /** [probe][target] its stopping criterion was met; its logits are frozen */
  readonly converged: readonly (readonly boolean[])[];
  /** [probe][target] updates made */
  readonly steps: readonly (readonly number[])[];
}

export interface RecursionShape {
  readonly probes: number;
  readonly targets: number;
  readonly units: number;
}

/** Every logit drawn from U[0, 1), one stream a probe; a probe's targets begin alike, so that each goes as it would alone. */
export function initialState(shape: RecursionShape, seed: number): RecursionState {
  const logits = times(shape.probes, (probe) => {
    const random = randomStream({ seed, probe, step: 0, purpose: 'initial-logits' });
    const start = times(shape.units, () => random.uniform());
    return times(shape.targets, () => start);
  });
  return stateOf(logits);
}

/** A state from given logits, nothing updated yet. */
export function stateOf(logits: readonly (readonly (readonly number[])[])[]): RecursionState {
  return {
    logits,
    converged: logits.map((targets) => targets.map(() => false)),
    steps: logits.map((targets) => targets.map(() => 0)),
  };
}

/** Each eligible unit joins independently with probability `ratio`: their number varies and may be none or all. */
export function drawMask(random: Random, units: number, eligible: readonly number[], ratio: number): Uint8Array {
  const mask = new Uint8Array(units);
  for (const unit of eligible) if (random.uniform() < ratio) mask[unit] = 1;
  return mask;
}

/**
 * What one step adds to the logits of the replaced units, and takes from those of the others:
 * logit((Δ + 1) / 2) = ln(1 + Δ) − ln(1 − Δ).
 * @param drop Δ, the fall of the target's probability, -1 … 1, or a distance between distributions, 0 … 1
 * @param clamp |Δ| is kept at most 1 − clamp, because Δ = ±1 after rounding would make the logits infinite
 */
export function increment(drop: number, clamp: number): number {
  const bounded = Math.min(1 - clamp, Math.max(clamp - 1, drop));
  return Math.log1p(bounded) - Math.log1p(-bounded);
}

export interface Update {
  readonly probe: number;
  readonly target: number;
  /** [unit] 1 where the unit was replaced */
  readonly mask: Uint8Array | readonly number[];
  readonly drop: number;
  readonly clamp: number;
}

/** One step of one probe. A converged probe stays as it is. */
export function update(state: RecursionState, step: Update): RecursionState {
  if (state.converged[step.probe]?.[step.target]) return state;
  const change = increment(step.drop, step.clamp);
  return {
    ...state,
    logits: replaceEntry(state.logits, step, (logits) =>
      logits.map((logit, unit) => (step.mask[unit] ? logit + change : logit - change)),
    ),
    steps: replaceEntry(state.steps, step, (steps) => steps + 1),
  };
}

/** Freezes a probe for a target. */
export function markConverged(state: RecursionState, probe: number, target: number): RecursionState {
  return { ...state, converged: replaceEntry(state.converged, { probe, target }, () => true) };
}

/** Softmax of logits over the eligible units; 0 for the others. Sums to 1 unless no unit is eligible. */
export function softmaxOver(logits: readonly number[], eligible: readonly number[]): number[] {
  const shares = new Array<number>(logits.length).fill(0);
  const largest = eligible.reduce((most, unit) => Math.max(most, logits[unit] as number), -Infinity);
  let total = 0;
  for (const unit of eligible) total += shares[unit] = Math.exp((logits[unit] as number) - largest);
  for (const unit of eligible) shares[unit] = (shares[unit] as number) / total;
  return shares;
}

/** The n units with the highest scores among the eligible ones, highest first; ties: the lower unit first. */
export function topUnits(scores: readonly number[], n: number, eligible: readonly number[]): number[] {
  return [...eligible].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, n);
}

export interface Importance {
  /** [unit] mean over the probes that converged, or over all if none did */
  readonly importance: readonly number[];
  /** The mean is over converged probes. */
  readonly converged: boolean;
  /** Mean, over the same probes, of the largest share: near 1 the mean is a vote of one-hot probes. */
  readonly largestShare: number;
}

/** The importance of a target's units. */
export function importanceOf(state: RecursionState, target: number, eligible: readonly number[]): Importance {
  const converged = state.converged.some((targets) => targets[target]);
  const used = state.logits.filter((_, probe) => !converged || state.converged[probe]?.[target]);
  const shares = used.map((targets) => softmaxOver(targets[target] as readonly number[], eligible));
  const units = state.logits[0]?.[target]?.length ?? 0;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    importance: times(units, (unit) => mean(shares.map((share) => share[unit] as number))),
    converged,
    largestShare: mean(shares.map((share) => Math.max(0, ...share))),
  };
}

/** The units that are among the top `n` of at least `overlap` probes, converged or not; ascending. */
export function rationaleByOverlap(
  state: RecursionState,
  target: number,
  options: { readonly n: number; readonly overlap: number; readonly eligible: readonly number[] },
): number[] {
  const counts = new Map<number, number>();
  for (const targets of state.logits) {
    const scores = targets[target] as readonly number[];
    for (const unit of topUnits(scores, options.n, options.eligible)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return options.eligible.filter((unit) => (counts.get(unit) ?? 0) >= options.overlap);
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function replaceEntry<T>(
  entries: readonly (readonly T[])[],
  at: { readonly probe: number; readonly target: number },
  change: (entry: T) => T,
): readonly (readonly T[])[] {
  return entries.map((targets, probe) =>
    probe === at.probe ? targets.map((entry, target) => (target === at.target ? change(entry) : entry)) : targets,
  );
}
