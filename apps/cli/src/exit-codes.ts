/** What the shell is told. */
export const exitCodes = {
  /** A result, also one that a limit or Ctrl-C cut. */
  result: 0,
  /** No result: something failed. Also a replay above its tolerance. */
  failed: 1,
  /** No result: the call is wrong and the caller can mend it. */
  wrongUse: 2,
  /** A result that has not converged, where `--require-convergence` was given. */
  notConverged: 3,
} as const;
