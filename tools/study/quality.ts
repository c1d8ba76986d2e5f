import { openBench } from './bench.ts';
import { readItems } from './items.ts';
import { qualityOf, type Quality } from './metrics.ts';
import { run, unprotected } from './methods.ts';
import { longRunReference } from './reference.ts';
import { sampleMasks } from './sampling.ts';
import { estimateOf, markdownTable, shown } from './statistics.ts';

/** How often the default's effects find the known cause, beside a long-run reference on the first items. */
export async function quality(options: {
  items: number;
  skip: number;
  referenceItems: number;
  referenceRows: number;
  evaluations: number;
}): Promise<string> {
  const { evaluations } = options;
  const bench = await openBench();
  const own: Quality[] = [];
  const reference: Quality[] = [];
  for await (const subject of bench.subjects(readItems('attribution', options.items, options.skip))) {
    const fresh = await sampleMasks(subject, 200, 0.3, 9000);
    const result = await run(subject, { ...bench, evaluations, seed: 1 }, {});
    const effects = unprotected(result, result.effect[0] ?? []).map((effect) => effect?.estimate ?? 0);
    own.push(qualityOf(subject, effects, fresh));
    if (reference.length >= options.referenceItems) continue;
    const fit = await longRunReference(subject, { rows: options.referenceRows, evaluations, seed: 50_000 });
    reference.push(qualityOf(subject, fit.beta, fresh));
  }
  await bench.dispose();
  const columns = ['hit1', 'hit2', 'hit3', 'distractor3', 'competitor3', 'lds'] as const;
  const cells = (qualities: readonly Quality[]) =>
    columns.map((column) => shown(estimateOf(qualities.map((one) => one[column]))));
  const some = own.slice(0, reference.length);
  return markdownTable(
    ['scores', 'items', 'hit@1', 'hit@2', 'hit@3', 'D3', 'C3', 'LDS'],
    [
      [`effect at E = ${evaluations}`, `${own.length}`, ...cells(own)],
      [`effect at E = ${evaluations}`, `${some.length}`, ...cells(some)],
      [`reference, ${options.referenceRows} rows`, `${reference.length}`, ...cells(reference)],
    ],
  );
}
