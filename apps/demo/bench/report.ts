import { markdownTable } from '../../../tools/study/statistics.ts';
import type { EngineTimes } from './measure-engines.ts';
import type { SiteTimes } from './measure-site.ts';

/** What `--json` writes. Seconds, and evaluations a second. */
export interface DemoBench {
  readonly schema: 'reagent/bench-demo/1';
  /** ISO 8601 */
  readonly started: string;
  readonly quick: boolean;
  readonly machine: {
    readonly processor: string;
    readonly threads: number;
    readonly node: string;
    readonly browser: string;
    readonly engines: string;
  };
  readonly text: string;
  /** Each on a browser that has nothing stored. */
  readonly site: readonly Omit<SiteTimes, 'askedBeforeExample' | 'askedBeforeColours'>[];
  readonly engines: EngineTimes;
}

/** The figures as Markdown, which is also what the terminal shows. */
export function renderBench(bench: DemoBench): string {
  const { machine, started, quick, engines, site } = bench;
  const { page, node } = engines.kernel;
  return [
    ...(quick ? ['A quick run: its figures mean nothing.'] : []),
    `${machine.processor}, ${machine.threads} threads, Node ${machine.node}, ${machine.browser}, ${machine.engines}; ` +
      `${started.slice(0, 10)}. The kernel takes ${milliseconds(page)} in the page and ${milliseconds(node)} in Node.`,
    `Medians of ${site.length} openings, each in a browser with nothing stored, from this machine to itself:`,
    markdownTable(['waiting for', 'time', '÷ kernel', 'goal', 'met'], siteRows(bench)),
    'The same run of the tiny model, evaluations a second:',
    markdownTable(['threads', 'page (WASM)', 'Node', 'page ÷ Node', 'page, in a kernel’s time'], engineRows(engines)),
  ].join('\n\n');
}

function siteRows({ site, engines }: DemoBench): string[][] {
  const row = (words: string, key: keyof DemoBench['site'][number], goal: number | null): string[] => {
    const value = median(site.map((times) => times[key]));
    const met = goal === null ? '' : value <= goal ? 'yes' : '**no**';
    return [
      words,
      milliseconds(value),
      (value / engines.kernel.page).toFixed(1),
      goal === null ? '' : milliseconds(goal),
      met,
    ];
  };
  return [
    row('the page → the first example, coloured', 'example', 2),
    row('… → the model, loaded in the background, says what comes next', 'model', null),
    row('the button → the first own colours', 'firstColours', null),
    row('the button → the result', 'run', null),
    row('the main thread at most, while nothing ran', 'idleGap', null),
    row('the main thread at most, while the model ran', 'longestGap', 0.05),
    row('… of it, processor time of one task', 'longestTask', null),
  ];
}

function engineRows({ rows, kernel }: EngineTimes): string[][] {
  return rows.map(({ threads, page, node }) => [
    `${threads}`,
    page.toFixed(0),
    node.toFixed(0),
    (page / node).toFixed(2),
    (page * kernel.page).toFixed(1),
  ]);
}

function milliseconds(seconds: number): string {
  return `${(1000 * seconds).toFixed(seconds < 0.1 ? 1 : 0)} ms`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
