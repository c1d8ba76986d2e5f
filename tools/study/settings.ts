/**
 * What the quality study does. Frozen: committed before it was run, so that no figure of docs/evaluation.md could move it.
 */
export const settings = {
  /** E of every method: evaluations, the unreplaced text included. */
  evaluations: 100,
  seed: 1,
  /** Of the fresh masks of LDS. */
  maskRatio: 0.3,
  /** The tiny pair on items that no other study or choice has used. */
  ranking: { file: 'study', items: 1000, skip: 0, freshMasks: 200 },
  /**
   * On a hundred of the same items; the intervals with three seeds. The hundred before these were measured once, with one
   * seed, which left 18 thousandths of standard error on intervals of the top three: too many to tell .93 from .95.
   */
  reference: {
    file: 'study',
    items: 100,
    skip: 100,
    seeds: [1, 2, 3],
    freshMasks: 200,
    rows: 5000,
    rowsSeed: 90_000,
  },
  /** The tiny pair on items whose antecedent stands twice; the 60 before these were used before. */
  redundant: { file: 'redundant', items: 60, skip: 60, seeds: [1, 2, 3] },
  /** SmolLM2 on the first items of each frame in agreement/agreement.jsonl. */
  agreement: { itemsOfAFrame: 3, freshMasks: 50 },
} as const;

/** What is asked of the default. */
export const asked = {
  hit3: 0.98,
  /** hit@2 of the reference minus that of the default. */
  hit2Below: 0.03,
  /** LDS of the default as a share of the reference's. */
  ldsShare: 0.92,
  redundantShare: 0.75,
  redundantShareAboveLeaveOneOut: 0.1,
  coverage: 0.94,
  coverageOfTheTop: [0.93, 0.99],
  agreementItems: 60,
  agreementTokens: 30,
  /** How many standard errors the default may lie below leave-one-out. */
  standardErrors: 2,
} as const;
