/**
 * How well a masked model serves models of other vocabularies, as a Markdown table.
 *
 *   npm run bridge-coverage                                 the tokenizers that the tests use; the tiny masked model
 *   npm run bridge-coverage -- MASKED_FOLDER MODEL_FOLDER…  tokenizers of your own; a stand-in proposes
 *   npm run bridge-coverage -- tiny MODEL_FOLDER…           the tiny masked model for tokenizers of your own
 */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MaskedModel } from '@reagent/core';
import { createTinyModels } from '@reagent/tiny';
import { coverageOf } from './coverage.ts';
import { standIn } from './stand-in.ts';
import { texts } from './texts.ts';
import { tokenizerOf } from './tokenizer-folder.ts';

const fixtures = ['gpt2', 'opt', 'pythia', 'llama3', 'qwen2', 'smollm', 'llama2', 'gemma2', 'bert', 'distilroberta'];
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../packages/tokenizer/fixtures/${name}`, import.meta.url));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

async function printRows(maskedModel: MaskedModel, models: readonly string[]): Promise<void> {
  for (const model of models) {
    const { relation, vocabulary, running, fallbacks } = await coverageOf(maskedModel, tokenizerOf(model), texts);
    const shares = [vocabulary, running, fallbacks].map(percent);
    console.log(`| ${[maskedModel.id, basename(model), relation, ...shares].join(' | ')} |`);
  }
}

console.log('| masked model | explained model | relation | of its vocabulary | of its tokens in text | fallbacks |');
console.log('| --- | --- | --- | --- | --- | --- |');
const [masked, ...models] = process.argv.slice(2);
if (masked !== undefined && masked !== 'tiny') {
  await printRows(standIn(basename(masked), tokenizerOf(masked)), models);
} else {
  const explained = models.length > 0 ? models : fixtures.map(fixture);
  if (masked === undefined) {
    for (const name of ['distilroberta', 'bert']) await printRows(standIn(name, tokenizerOf(fixture(name))), explained);
  }
  const tiny = await createTinyModels();
  await printRows(tiny.maskedModel, explained);
  await tiny.dispose();
}
