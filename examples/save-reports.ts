import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attributeSteps, type AttributionResult } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import {
  compareResults,
  recordPath,
  renderComparison,
  renderCsv,
  renderHtml,
  renderInseq,
  renderMarkdown,
  renderSvg,
} from '@reagent/report';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const path = recordPath();

async function run(seed: number): Promise<AttributionResult> {
  const [backend, replacer, stopping] = [createToyBackend(), createRandomReplacer(), criterionOf('default')];
  for await (const event of attributeSteps({ backend, replacer, stopping, text: 'The capital of France is', seed })) {
    path.tell(event);
    if (event.type === 'finished') return event.result;
  }
  throw new Error('a run ends with a finished event');
}

const result = await run(1);
const folder = await mkdtemp(join(tmpdir(), 'reagent-'));
await writeFile(join(folder, 'result.html'), renderHtml(result, { path: path.path() }));
await writeFile(join(folder, 'result.svg'), renderSvg(result, { granularity: 'word' }));
await writeFile(join(folder, 'result.csv'), renderCsv(result));
await writeFile(join(folder, 'result.md'), renderMarkdown(result, { show: 'importance', top: 5 }));
await writeFile(join(folder, 'result.inseq.json'), renderInseq(result));
console.log(`written to ${folder}`);

const comparison = compareResults(result, await run(2));
console.log(renderComparison(comparison, { names: ['seed 1', 'seed 2'] }));
