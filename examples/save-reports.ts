import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, type AttributionResult } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import {
  compareResults,
  renderComparison,
  renderCsv,
  renderHtml,
  renderInseq,
  renderMarkdown,
  renderSvg,
} from '@reagent/report';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

function run(seed: number): Promise<AttributionResult> {
  const [backend, replacer, stopping] = [createToyBackend(), createRandomReplacer(), criterionOf('default')];
  return attribute({ backend, replacer, stopping, text: 'The capital of France is', seed, path: true });
}

const result = await run(1);
const folder = await mkdtemp(join(tmpdir(), 'reagent-'));
await writeFile(join(folder, 'result.html'), renderHtml(result));
await writeFile(join(folder, 'result.svg'), renderSvg(result, { granularity: 'word' }));
await writeFile(join(folder, 'result.csv'), renderCsv(result));
await writeFile(join(folder, 'result.md'), renderMarkdown(result, { show: 'importance', top: 5 }));
await writeFile(join(folder, 'result.inseq.json'), renderInseq(result));
console.log(`written to ${folder}`);

const comparison = compareResults(result, await run(2));
console.log(renderComparison(comparison, { names: ['seed 1', 'seed 2'] }));
