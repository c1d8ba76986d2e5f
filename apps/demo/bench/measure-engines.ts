import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import type { Backend } from '@reagent/core';
import type { Browser, Page } from 'playwright-core';
import { alternate } from '../../../tools/bench/alternate.ts';
import { kernelSeconds } from './kernel.ts';
import { timedRun, type TimedRun, type TimedWork } from './timed-run.ts';

/** The same run of the tiny model by ONNX Runtime in a page (WASM) and in Node, on as many threads. */
export interface EngineTimes {
  readonly kernel: { readonly page: number; readonly node: number };
  readonly rows: readonly EngineRow[];
}

interface EngineRow {
  readonly threads: number;
  /** Evaluations a second; medians of the rounds. */
  readonly page: number;
  readonly node: number;
}

export interface EngineOptions {
  /** Address of the page beside the site, and of the engine's files as it sees them. */
  readonly page: string;
  readonly engineFiles: { readonly mjs: string; readonly wasm: string };
  readonly work: TimedWork;
  readonly rounds: number;
  readonly warmUps: number;
}

const model = new URL('../../../packages/tiny/models/causal-lm/', import.meta.url);
const counts = [1, 2] as const;

export async function measureEngines(browser: Browser, options: EngineOptions): Promise<EngineTimes> {
  const page = await browser.newPage();
  const inNode = new Map<number, Backend>();
  try {
    await page.goto(options.page);
    for (const threads of counts) {
      await page.evaluate(`bench.open(${threads}, ${JSON.stringify(options.engineFiles)}).then(() => undefined)`);
      inNode.set(threads, await createOnnxNodeBackend({ model, dtype: 'fp32', threads, name: 'tiny-causal-lm' }));
    }
    const kernel = { page: await page.evaluate<number>('bench.kernelSeconds()'), node: kernelSeconds() };
    return { kernel, rows: await measureRows(page, inNode, options) };
  } finally {
    await page.close();
    await Promise.all(Array.from(inNode.values(), (backend) => backend.dispose()));
  }
}

/** All variants take turns, so that whatever else the machine does falls on all of them. */
async function measureRows(
  page: Page,
  inNode: ReadonlyMap<number, Backend>,
  options: EngineOptions,
): Promise<EngineRow[]> {
  const { work, rounds: repeats, warmUps } = options;
  const runs: TimedRun[] = [];
  const variants = counts.flatMap((threads) => [
    [`page ${threads}`, () => page.evaluate<TimedRun>(`bench.run(${threads}, ${JSON.stringify(work)})`)] as const,
    [`node ${threads}`, () => timedRun(inNode.get(threads) as Backend, work)] as const,
  ]);
  const seconds = await alternate(
    Object.fromEntries(variants.map(([name, run]) => [name, { run: async () => void runs.push(await run()) }])),
    { repeats, warmUps },
  );
  const [first] = runs as [TimedRun];
  if (runs.some(({ drawn, evaluations }) => drawn !== first.drawn || evaluations !== first.evaluations)) {
    throw new Error('the page and Node did not do the same work');
  }
  const rate = (name: string): number => first.evaluations / (seconds[name] as number);
  return counts.map((threads) => ({ threads, page: rate(`page ${threads}`), node: rate(`node ${threads}`) }));
}
