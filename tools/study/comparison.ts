import { mean } from 'simple-statistics';
import { openBench } from './bench.ts';
import { readItems } from './items.ts';
import { methods } from './methods.ts';
import { qualityOf, type Quality } from './metrics.ts';
import { largest } from './reference.ts';
import { sampleMasks } from './sampling.ts';
import { estimateOf, markdownTable, shown } from './statistics.ts';
import { unitsIn } from './subject.ts';

const seeds = [1, 2, 3];
/** Masks that no method has seen, for LDS and R². */
const freshMasks = 200;

/** The main table: every method at the same budget, on items with a distractor and on items with two causes. */
export async function comparison(options: { items: number; redundant: number; evaluations: number }): Promise<string> {
  const { evaluations } = options;
  const bench = await openBench();
  const found = new Map<string, Quality[]>(methods.map((method) => [method.name, []]));
  for await (const subject of bench.subjects(readItems('attribution', options.items))) {
    const fresh = await sampleMasks(subject, freshMasks, 0.3, 9000);
    for (const method of methods) {
      const runs: Quality[] = [];
      for (const seed of seeds) {
        runs.push(qualityOf(subject, await method.scores(subject, { ...bench, evaluations, seed }), fresh));
      }
      found.get(method.name)?.push(meanQuality(runs));
    }
  }
  const shares = await redundantShares(bench, options.redundant, evaluations);
  await bench.dispose();

  const columns = ['hit1', 'hit2', 'hit3', 'distractor3', 'competitor3', 'lds', 'r2'] as const;
  const rows = methods.map(({ name }) => {
    const qualities = found.get(name) ?? [];
    const cells = columns.map((column) => shown(estimateOf(qualities.map((quality) => quality[column]))));
    return [name, ...cells, shown(estimateOf(shares.get(name) ?? []))];
  });
  const header = ['method', 'hit@1', 'hit@2', 'hit@3', 'D3', 'C3', 'LDS', 'R²', 'redundant share'];
  return [
    `E = ${evaluations} evaluations, ${options.items} held-out items with a distractor and ${options.redundant} with two causes,`,
    `${seeds.length} seeds; (standard error over items, in thousandths).`,
    '',
    markdownTable(header, rows),
  ].join('\n');
}

/** Mean share of the two copies of a cause that are in the top three, an item. */
async function redundantShares(
  bench: Awaited<ReturnType<typeof openBench>>,
  items: number,
  evaluations: number,
): Promise<Map<string, number[]>> {
  const shares = new Map<string, number[]>(methods.map((method) => [method.name, []]));
  for await (const subject of bench.subjects(readItems('redundant', items))) {
    const copies = (subject.item.antecedents ?? []).map((span) => unitsIn(subject, span));
    for (const method of methods) {
      const runs: number[] = [];
      for (const seed of seeds.slice(0, 2)) {
        const top = largest(await method.scores(subject, { ...bench, evaluations, seed }), 3);
        runs.push(mean(copies.map((units) => Number(units.some((unit) => top.includes(unit))))));
      }
      shares.get(method.name)?.push(mean(runs));
    }
  }
  return shares;
}

function meanQuality(runs: readonly Quality[]): Quality {
  const of = (key: keyof Quality) => mean(runs.map((run) => run[key] ?? 0));
  return {
    hit1: of('hit1'),
    hit2: of('hit2'),
    hit3: of('hit3'),
    distractor3: of('distractor3'),
    competitor3: runs[0]?.competitor3 === null ? null : of('competitor3'),
    lds: of('lds'),
    r2: of('r2'),
  };
}
