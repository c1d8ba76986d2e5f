/** Makes the stored examples anew from real runs: `npm run demo:examples`, or some by their names: `-- capital kitchen`. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { attributeSteps, readExactJson, traceLine, writeExactJson, type Backend, type Replacer } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';
import type { ExampleId } from '../src/examples/catalogue.ts';
import { settingsOf, textsOf } from './example-parts.ts';
import { specs, type ExampleSpec } from './specs.ts';

const seed = 1;
const smollm2 = new URL('../../../models/SmolLM2-135M-Instruct/', import.meta.url);
const chosen = process.argv.slice(2);

async function make(id: string, spec: ExampleSpec, backend: Backend, replacer: Replacer): Promise<void> {
  const { text, options = {} } = spec;
  const lines: string[] = [];
  const run = attributeSteps({ backend, replacer, stopping: criterionOf('default'), text, seed, ...options });
  for await (const event of run) lines.push(traceLine(event));
  const trace = lines.map((line) => readExactJson(line)) as Parameters<typeof textsOf>[0];
  const head = `"settings":${writeExactJson(settingsOf(spec, seed, trace))},\n"texts":${writeExactJson(textsOf(trace, backend.tokenizer))}`;
  const file = new URL(`../src/examples/stored/${id}.json`, import.meta.url);
  await writeFile(file, `{${head},\n"trace":[\n${lines.join(',\n')}\n]}\n`);
  const { result } = trace.at(-1) as Extract<(typeof trace)[number], { type: 'finished' }>;
  console.error(`${id}: ${result.targets.map((target) => target.text).join('')}, ${result.endedBy}`);
}

async function makeAll(model: ExampleSpec['model'], backend: Backend, replacer: Replacer): Promise<void> {
  for (const [id, spec] of Object.entries(specs) as [ExampleId, ExampleSpec][]) {
    if (spec.model !== model || (chosen.length > 0 && !chosen.includes(id))) continue;
    await make(id, spec, backend, replacer);
  }
}

const tiny = await createTinyModels();
await makeAll('tiny', tiny.backend, createRobertaReplacer({ maskedModel: tiny.maskedModel }));
await tiny.dispose();
if (existsSync(smollm2)) {
  const backend = await createOnnxNodeBackend({ model: 'models/SmolLM2-135M-Instruct', dtype: 'fp32' });
  await makeAll('smollm2', backend, createRandomReplacer());
  await backend.dispose();
} else {
  console.error('models/SmolLM2-135M-Instruct is not there (npm run models:smollm2): its examples stay as they are.');
}
