import { tokenMatrix, type Backend } from '@reagent/core';
import { testBackend } from '@reagent/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend } from '../src/index.ts';

const model = new URL('../fixtures/gpt2/', import.meta.url);
const options = { model, dtype: 'fp32', threads: 1, batchSize: 4, abilities: ['embeddingMask', 'attentions'] } as const;
const rows = [
  [12, 40, 77, 31, 90],
  [33, 21, 60, 55, 14],
  [70, 71, 72, 73, 74],
];
const contexts = tokenMatrix(rows);
const queries = [{ position: 5, tokens: [3, 50] }];

describe('gpt2 with all abilities', () => {
  let backend: Backend;
  let embeddingSize: number;
  beforeAll(async () => {
    backend = await createOnnxNodeBackend(options);
    const message = await backend.score({ contexts, queries, embeddingMask: new Float32Array(1) }).catch(String);
    embeddingSize = Number(/(\d+) numbers of an embedding/.exec(String(message))?.[1]);
  });
  afterAll(() => backend.dispose());

  it('says that it has them', () => {
    expect(backend.supports).toMatchObject({ embeddingMask: true, attentions: true, rowIndependence: 'bitwise' });
    expect(embeddingSize).toBeGreaterThan(8);
  });

  it('a mask of ones changes no bit, and a mask of halves on one row changes that row alone', async () => {
    const plain = await backend.score({ contexts, queries });
    const embeddingMask = new Float32Array(contexts.ids.length * embeddingSize).fill(1);
    expect(await backend.score({ contexts, queries, embeddingMask })).toEqual(plain);
    embeddingMask.fill(0.5, 5 * embeddingSize, 10 * embeddingSize);
    const masked = await backend.score({ contexts, queries, embeddingMask });
    for (const place of [0, 1, 4, 5]) expect(masked.logOdds![place]).toBe(plain.logOdds![place]);
    for (const place of [2, 3]) expect(masked.logOdds![place]).not.toBeCloseTo(plain.logOdds![place]!, 4);
  });

  it('a token whose embedding is masked by zeros might be any other', async () => {
    const embeddingMask = new Float32Array(contexts.ids.length * embeddingSize).fill(1);
    embeddingMask.fill(0, embeddingSize, 2 * embeddingSize);
    const other = tokenMatrix([[12, 99, 77, 31, 90], ...rows.slice(1)]);
    const one = await backend.score({ contexts, queries, embeddingMask });
    expect(await backend.score({ contexts: other, queries, embeddingMask })).toEqual(one);
  });

  it('attentions are [row][layer][head][from][to]: sum to one, and to nothing ahead', async () => {
    const { attentions } = await backend.score({ contexts, queries, want: { attentions: true } });
    const length = 5;
    expect(attentions!.length % (rows.length * length * length)).toBe(0);
    for (let from = 0; from < attentions!.length / length; from++) {
      const weights = attentions!.subarray(from * length, (from + 1) * length);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      weights.forEach((weight, to) => to > from % length && expect(weight).toBe(0));
    }
    const alone = await backend.score({ contexts: tokenMatrix([rows[1]!]), queries, want: { attentions: true } });
    const size = attentions!.length / rows.length;
    expect(alone.attentions).toEqual(attentions!.slice(size, 2 * size));
  });

  it.each([
    ['a mask of another size', new Float32Array(7)],
    ['a mask of no numbers', new Float32Array(15).fill(Number.NaN)],
  ])('refuses %s', async (_, wrong) => {
    const embeddingMask = wrong.length === 15 ? new Float32Array(15 * embeddingSize).fill(Number.NaN) : wrong;
    await expect(backend.score({ contexts, queries, embeddingMask })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('abilities', () => {
  it.each([
    ['unknown', { abilities: ['gradients'] }, /abilities must be of embeddingMask, attentions/],
    ['no list', { abilities: 'attentions' }, /abilities must be a list/],
    ['of a graph that is not edited', { graph: 'as-exported', abilities: ['attentions'] }, /graph must be 'edited'/],
    ['a scale per row without an edit', { graph: 'as-exported', quantization: 'scale-per-row' }, /graph must be/],
    ['an unknown graph', { graph: 'whole' }, /graph must be one of edited, as-exported/],
    ['an unknown quantization', { quantization: 'none' }, /quantization must be one of/],
    ['a cache that is no folder', { graphCache: '' }, /graphCache must be a folder or false/],
  ])('are refused: %s', async (_, wrong, message) => {
    await expect(createOnnxNodeBackend({ model, dtype: 'fp32', ...(wrong as object) })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('that a graph cannot have are denied, not refused', async () => {
    const grouped = new URL('../fixtures/llama-genai-prune/', import.meta.url);
    const backend = await createOnnxNodeBackend({ ...options, model: grouped });
    expect(backend.supports).toMatchObject({ embeddingMask: true, attentions: false });
    await backend.dispose();
  });
});

testBackend({ describe, it, afterAll, create: () => createOnnxNodeBackend(options) });
