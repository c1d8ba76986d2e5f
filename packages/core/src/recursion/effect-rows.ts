/**
 * One replaced context and what it did to a target. Rows of the sweep and of updates only: the contexts of stop tests
 * are chosen after seeing outcomes and would bias the fit, so no row can say that it comes from one.
 */
export interface EffectRow {
  readonly source: 'sweep' | 'update';
  /** [unit] 1 where the context really changed. */
  readonly mask: Uint8Array;
  /** Log-odds of the target in the unreplaced context minus in this one. */
  readonly response: number;
  /** The response is only a bound: the model's server told no more. */
  readonly bound: boolean;
  /** The log-odds had to be clamped. */
  readonly clamped: boolean;
}

/** What counts in the rows of a fit, beside their responses. */
export class RowTally {
  rows = 0;
  bound = 0;
  clamped = 0;
  /** [unit] Rows in which it changed. */
  readonly changed: Uint32Array;

  constructor(units: number) {
    this.changed = new Uint32Array(units);
  }

  add({ mask, bound, clamped }: EffectRow): void {
    this.rows += 1;
    if (bound) this.bound += 1;
    if (clamped) this.clamped += 1;
    for (let unit = 0; unit < mask.length; unit++) if (mask[unit] === 1) this.changed[unit]! += 1;
  }

  /** Of a unit that changed never, or always, nothing can be said. */
  isDetermined(unit: number): boolean {
    const changed = this.changed[unit] ?? 0;
    return changed > 0 && changed < this.rows;
  }
}

/** The columns of a row of the ridge fit that are 1, from 1 on. @param columns [column] its unit */
export function onesOf({ mask }: EffectRow, columns: readonly number[]): number[] {
  const ones: number[] = [];
  for (let column = 0; column < columns.length; column++) {
    if (mask[columns[column]!] === 1) ones.push(column + 1);
  }
  return ones;
}
