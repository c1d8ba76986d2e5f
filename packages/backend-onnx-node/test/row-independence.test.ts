/** What a row's numbers owe to its neighbours, of each kind that there is, through the backend. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tokenMatrix, type Backend } from '@reagent/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, type OnnxNodeBackendOptions } from '../src/index.ts';
import { newFolder, removeFolders } from './table-model.ts';

afterAll(removeFolders);

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const graphs = fileURLToPath(new URL('../../onnx-graph/fixtures/', import.meta.url));

/** Numbers in 4 bits, by a real exporter; the tokenizer, which is not used, is another model's. */
function fourBitModel(): string {
  const folder = newFolder();
  mkdirSync(join(folder, 'onnx'));
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(fixtures, 'gpt2-v2', name), join(folder, name));
  cpSync(join(graphs, 'pythia/model_q4.onnx'), join(folder, 'onnx/model_q4.onnx'));
  return folder;
}

const rows = Array.from({ length: 8 }, (_, row) => {
  return Array.from({ length: 14 }, (__, column) => 10 + ((row * 131 + column * 37 + column * column) % 400));
});

/** Log-odds of a row among some others. */
async function oddsOf(backend: Backend, row: number, among: readonly number[]): Promise<number[]> {
  const contexts = tokenMatrix(among.map((index) => rows[index] as number[]));
  const { logOdds } = await backend.score({ contexts, queries: [{ position: 14, tokens: [5, 33] }] });
  const place = among.indexOf(row) * 2;
  return [...logOdds!.slice(place, place + 2)];
}

async function opened<T>(options: Partial<OnnxNodeBackendOptions>, use: (backend: Backend) => Promise<T>): Promise<T> {
  const model = join(fixtures, 'gpt2');
  const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 8, ...options });
  try {
    return await use(backend);
  } finally {
    await backend.dispose();
  }
}

const all = [0, 1, 2, 3, 4, 5, 6, 7];

describe.each([
  ['float32', {}],
  ['8 bits with a scale per row', { dtype: 'q8' }],
  ['4 bits', { dtype: 'q4', model: fourBitModel() }],
] as const)('%s', (_, options) => {
  it('gives a row the same bits alone, in a pair, and in a batch in any place', async () => {
    await opened(options, async (backend) => {
      expect(backend.supports.rowIndependence).toBe('bitwise');
      for (const row of [0, 3]) {
        const alone = await oddsOf(backend, row, [row]);
        for (const among of [[row, 5], [5, row], all, all.toReversed()]) {
          // prettier-ignore
          expect(await oddsOf(backend, row, among)).toEqual(alone);
        }
      }
    });
  });
});

it('8 bits as exported couple a row to its neighbours, and are said to', async () => {
  await opened({ dtype: 'q8', quantization: 'as-exported' }, async (backend) => {
    expect(backend.supports.rowIndependence).toBe('none');
    const [alone, together] = [await oddsOf(backend, 3, [3]), await oddsOf(backend, 3, all)];
    expect(Math.abs(alone[0]! - together[0]!)).toBeGreaterThan(1e-4);
  });
});

it('8 bits with a scale per row are nearer to float32 than coupled ones', async () => {
  const exact = await opened({}, (backend) => oddsOf(backend, 3, all));
  const apart = async (options: Partial<OnnxNodeBackendOptions>): Promise<number> => {
    const found = await opened({ dtype: 'q8', ...options }, (backend) => oddsOf(backend, 3, all));
    return Math.abs(found[0]! - exact[0]!) + Math.abs(found[1]! - exact[1]!);
  };
  expect(await apart({})).toBeLessThan(await apart({ quantization: 'as-exported' }));
});
