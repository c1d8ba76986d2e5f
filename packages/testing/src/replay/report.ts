/** One quantity of a recording against the same computed here. */
export interface Comparison {
  readonly quantity: string;
  /** Largest absolute difference; of what must be equal, the number of places where it is not. */
  readonly largestDifference: number;
  /** Largest difference that passes; 0 where it must be equal. */
  readonly tolerance: number;
  readonly ok: boolean;
}

export interface ReplayReport {
  readonly schema: string;
  readonly name: string;
  readonly comparisons: readonly Comparison[];
  readonly largestDifference: number;
  readonly ok: boolean;
  /** The same for people: a line a quantity, and the largest difference on the last. */
  readonly lines: readonly string[];
}

/** Collects differences by quantity, in the order in which quantities first come. */
export interface Comparer {
  /** Numbers, compared one by one; null agrees with null alone. */
  numbers(quantity: string, actual: readonly (number | null)[], expected: readonly (number | null)[]): void;
  /** Values that must be equal. */
  equal(quantity: string, actual: unknown, expected: unknown): void;
  comparisons(): readonly Comparison[];
}

export function createComparer(tolerance: number): Comparer {
  const found = new Map<string, { largestDifference: number; tolerance: number }>();
  const entry = (quantity: string, allowed: number): { largestDifference: number } => {
    const known = found.get(quantity) ?? { largestDifference: 0, tolerance: allowed };
    found.set(quantity, known);
    return known;
  };
  return {
    numbers(quantity, actual, expected) {
      const own = entry(quantity, tolerance);
      const length = Math.max(actual.length, expected.length);
      for (let index = 0; index < length; index++) {
        own.largestDifference = Math.max(own.largestDifference, difference(actual[index], expected[index]));
      }
    },
    equal(quantity, actual, expected) {
      if (JSON.stringify(actual) !== JSON.stringify(expected)) entry(quantity, 0).largestDifference += 1;
      else entry(quantity, 0);
    },
    comparisons: () =>
      Array.from(found, ([quantity, own]) => ({ quantity, ...own, ok: own.largestDifference <= own.tolerance })),
  };
}

/** Infinity where only one is a number, so that no tolerance lets it pass. */
function difference(actual: number | null | undefined, expected: number | null | undefined): number {
  if (actual === expected) return 0;
  if (typeof actual !== 'number' || typeof expected !== 'number') return Infinity;
  const apart = Math.abs(actual - expected);
  return Number.isNaN(apart) ? Infinity : apart;
}

export function reportOf(schema: string, name: string, comparisons: readonly Comparison[]): ReplayReport {
  const largestDifference = comparisons.reduce((most, own) => Math.max(most, own.largestDifference), 0);
  const ok = comparisons.every((own) => own.ok);
  const lines = [
    `${name}: ${ok ? 'agrees' : 'DIFFERS'}`,
    ...comparisons.map((own) => {
      const allowed = own.tolerance === 0 ? 'must be equal' : `allowed: ${own.tolerance}`;
      return `  ${own.ok ? ' ' : '!'} ${own.quantity}: ${own.largestDifference} (${allowed})`;
    }),
    `largest difference: ${largestDifference}`,
  ];
  return { schema, name, comparisons, largestDifference, ok, lines };
}
