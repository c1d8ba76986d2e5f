/** What both sides are asked: why this text goes on with this token. */
export interface Question {
  readonly id: string;
  readonly text: string;
  /** One token, with its leading space. */
  readonly target: string;
}

export interface PeerRequest extends Question {
  readonly seed: number;
  /** inseq's `max_probe_steps`. */
  readonly steps: number;
}

/** See reagent_service.py. */
export type PeerAnswer = PeerExplanation | PeerFailure;

interface PeerFacts {
  readonly id: string;
  readonly seed: number;
  readonly tokens: number;
  readonly cpuSeconds: number;
  readonly steps: number;
}

export interface PeerExplanation extends PeerFacts {
  readonly probes: number;
  readonly stoppedProbes: number;
  /** [token] null: not a number. */
  readonly scores: readonly (number | null)[];
}

export interface PeerFailure extends PeerFacts {
  readonly error: string;
}

/** The default preset as it is; or with a fixed number of evaluations; or inseq's preset with a limit of steps. */
export type Way = { readonly byDefault: true } | { readonly evaluations: number } | { readonly recursionSteps: number };

export interface OwnRequest extends Question {
  readonly seed: number;
  readonly way: Way;
  readonly substitutes: 'masked-model' | 'hash-groups';
}

export interface OwnAnswer {
  readonly id: string;
  readonly cpuSeconds: number;
  readonly evaluations: number;
  readonly endedBy: string;
  /** Of the target in the unreplaced text; 0 is the first choice. */
  readonly targetRank: number | null;
  readonly tokens: readonly { readonly start: number; readonly end: number; readonly special: boolean }[];
  /** [token] Effects; of the recursion, importance. */
  readonly scores: readonly (number | null)[];
}
