/** What a check of the workspace came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for the summary, such as why it was skipped. */
  readonly detail?: string;
  /** What to read where something failed. */
  readonly output?: string;
}

/** One step of `npm test`. */
export interface Check {
  readonly name: string;
  /** It needs nothing of the checks before it and takes long: it begins with the first of them. */
  readonly beginsEarly?: boolean;
  run(): Promise<Outcome>;
}

export function pass(detail?: string): Outcome {
  return { passed: 1, failed: 0, skipped: 0, ...(detail === undefined ? {} : { detail }) };
}

export function fail(output: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, output };
}

export function skip(reason: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, detail: reason };
}
