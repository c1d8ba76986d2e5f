import type { AgreementRow } from './parts/agreement.ts';
import type { RankingRow } from './parts/ranking.ts';
import type { RedundantRow } from './parts/redundant.ts';
import type { ReferenceRow } from './parts/reference.ts';
import type { RowOf } from './run-part.ts';
import { asked } from './settings.ts';
import { clusteredMean, clusteredRatio, shown, type Estimate } from './statistics.ts';

/** Everything that was measured. */
export interface Rows {
  readonly ranking: readonly RowOf<RankingRow>[];
  readonly reference: readonly RowOf<ReferenceRow>[];
  readonly redundant: readonly RowOf<RedundantRow>[];
  readonly agreement: readonly RowOf<AgreementRow>[];
}

/** Something that is asked of the default. */
export interface Bar {
  readonly what: string;
  readonly measured: string;
  readonly asked: string;
  readonly met: boolean;
}

export function barsOf(rows: Rows): Bar[] {
  return [...tinyBars(rows), ...coverageBars(rows.reference), ...agreementBars(rows.agreement)];
}

function tinyBars({ ranking, reference, redundant }: Rows): Bar[] {
  const hit3 = meanOf(ranking, (row) => row.methods.default.hit3);
  const hit2 = meanOf(reference, (row) => row.reference.hit2 - row.default.hit2);
  const lds = clusteredRatio(
    reference.map((row) => ({
      cluster: row.templateId,
      numerator: row.default.lds,
      denominator: row.reference.lds,
    })),
  );
  const share = meanOf(redundant, (row) => row.methods.default.share);
  const above = meanOf(redundant, (row) => row.methods.default.share - row.methods.leaveOneOut.share);
  return [
    atLeast(`hit@3, ${ranking.length} items`, hit3, asked.hit3),
    atMost(`hit@2 of the reference minus the default's, ${reference.length} items`, hit2, asked.hit2Below),
    atLeast(`LDS as a share of the reference's, ${reference.length} items`, lds, asked.ldsShare),
    atLeast(`share of two redundant copies in the top 3, ${redundant.length} items`, share, asked.redundantShare),
    atLeast("the same, minus leave-one-out's", above, asked.redundantShareAboveLeaveOneOut),
  ];
}

function coverageBars(reference: Rows['reference']): Bar[] {
  const [low, high] = asked.coverageOfTheTop;
  const where = { fixed: 'at a fixed 100', stopped: 'at the stop' } as const;
  return (['fixed', 'stopped'] as const).flatMap((at) => {
    const of = (key: 'all' | 'trueTop' | 'estimatedTop') => coverage(reference, at, key);
    return [
      atLeast(`95 % intervals that cover, all positions, ${where[at]}`, of('all'), asked.coverage),
      between(`true top three, ${where[at]}`, of('trueTop'), low, high),
      between(`estimated top three, ${where[at]}`, of('estimatedTop'), low, high),
    ];
  });
}

/** Share of the positions with an interval that cover. */
export function coverage(
  rows: Rows['reference'],
  at: 'fixed' | 'stopped',
  key: 'all' | 'trueTop' | 'estimatedTop',
): Estimate {
  return clusteredRatio(
    rows.map((row) => ({
      cluster: row.templateId,
      numerator: row[at][key].covered,
      denominator: row[at][key].known,
    })),
  );
}

function agreementBars(agreement: Rows['agreement']): Bar[] {
  const shortest = Math.min(...agreement.map(({ tokens }) => tokens));
  const notBelow = (what: string, key: 'hit3' | 'lds'): Bar => {
    const difference = meanOf(agreement, (row) => row.default[key] - row.leaveOneOut[key]);
    return {
      what: `SmolLM2: ${what} minus leave-one-out's`,
      measured: shown(difference),
      asked: `≥ −${asked.standardErrors} standard errors`,
      met: difference.mean >= -asked.standardErrors * difference.error,
    };
  };
  return [
    {
      what: 'SmolLM2: items',
      measured: `${agreement.length} of ${shortest} tokens or more`,
      asked: `≥ ${asked.agreementItems} of ${asked.agreementTokens} or more`,
      met: agreement.length >= asked.agreementItems && shortest >= asked.agreementTokens,
    },
    notBelow('hit@3', 'hit3'),
    notBelow('LDS', 'lds'),
  ];
}

/** Mean over items, with its standard error over templates. */
export function meanOf<Row extends { readonly templateId: string }>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
): Estimate {
  return clusteredMean(rows.map((row) => ({ cluster: row.templateId, value: value(row) })));
}

function atLeast(what: string, value: Estimate, bar: number): Bar {
  return { what, measured: shown(value), asked: `≥ ${decimal(bar)}`, met: value.mean >= bar };
}

function atMost(what: string, value: Estimate, bar: number): Bar {
  return { what, measured: shown(value), asked: `≤ ${decimal(bar)}`, met: value.mean <= bar };
}

function between(what: string, value: Estimate, low: number, high: number): Bar {
  const met = value.mean >= low && value.mean <= high;
  return { what, measured: shown(value), asked: `${decimal(low)} to ${decimal(high)}`, met };
}

function decimal(value: number): string {
  return value.toFixed(2).replace(/^0/, '');
}
