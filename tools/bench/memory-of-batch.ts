/** In a process of its own: what a model holds when it is loaded, and at most while it scores batches of one shape. */
import { answer, taskOf } from './child.ts';
import { openBackend, type BenchModel } from './models.ts';
import { batchOf } from './subject.ts';

export interface MemoryTask {
  readonly model: BenchModel;
  readonly rows: number;
  readonly tokens: number;
}

/** Bytes of resident memory. */
export interface MemoryUse {
  readonly loaded: number;
  readonly peak: number;
}

const { model, rows, tokens } = taskOf<MemoryTask>();
const backend = await openBackend(model, { threads: 1, batchSize: rows });
const contexts = batchOf(backend, rows, tokens);
const loaded = process.memoryUsage.rss();
let peak = loaded;
// The model runs in a thread of its own, so that this one is free to look.
const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2);
for (let run = 0; run < 3; run++) {
  await backend.score({ contexts, queries: [{ position: tokens, tokens: [contexts.ids[0] as number] }] });
}
clearInterval(sampling);
peak = Math.max(peak, process.memoryUsage.rss());
await backend.dispose();
answer({ loaded, peak } satisfies MemoryUse);
