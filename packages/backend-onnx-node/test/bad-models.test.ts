import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel, type OnnxNodeBackendOptions } from '../src/index.ts';
import { int64Type, value } from './onnx-writer.ts';
import { newFolder, removeFolders, tableGraph, writeModel } from './table-model.ts';

afterAll(removeFolders);

const table = [
  [0, 1],
  [1, 0],
];
const refused = (options: object): Promise<unknown> =>
  createOnnxNodeBackend(options as OnnxNodeBackendOptions).then(
    async (backend) => {
      await backend.dispose();
      return 'accepted';
    },
    (error: unknown) => error,
  );

function changed(change: (folder: string) => void): string {
  const folder = writeModel(tableGraph(table), 2);
  change(folder);
  return folder;
}

describe('options', () => {
  const model = writeModel(tableGraph(table), 2);
  it.each([
    ['no folder', { model: '' }, /model must be a folder/],
    ['a number for one', { model: 3 }, /model must be a folder/],
    ['an unknown dtype', { dtype: 'fp64' }, /dtype must be one of fp32, fp16, q8/],
    ['an unknown device', { device: 'abacus' }, /device must be one of cpu, webgpu, cuda/],
    ['a device that is not here', { device: 'dml' }, /ONNX Runtime has no dml here; device can be cpu/],
    ['no threads', { threads: 0 }, /threads must be a whole number from 1/],
    ['half a thread', { threads: 1.5 }, /threads/],
    ['an empty batch', { batchSize: 0 }, /batchSize/],
    ['an empty name', { name: '' }, /name/],
    ['another reading of special tokens', { specialTokensInText: 'drop' }, /specialTokensInText/],
  ])('are refused: %s', async (_, wrong, message) => {
    expect(await refused({ model, dtype: 'fp32', ...wrong })).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('must name the dtype, and the error says which there are', async () => {
    const folder = changed((at) => cpSync(join(at, 'onnx/model.onnx'), join(at, 'onnx/model_q4.onnx')));
    expect(await refused({ model: folder })).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('there are fp32, q4'),
    });
  });

  it('name the model in results', async () => {
    const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 2, name: 'mine', batchSize: 1 });
    expect(backend.id).toMatch(/^mine:fp32:[0-9a-f]{12}$/);
    expect(backend.provenance).toMatchObject({
      engine: 'onnxruntime-node 1.30.0',
      device: 'cpu',
      execution: { threads: 2 },
    });
    expect(JSON.stringify([backend.id, backend.provenance])).not.toContain(model);
    await backend.dispose();
  });
});

describe('files that are not there', () => {
  it.each([
    ['the folder', () => join(newFolder(), 'nowhere'), /no model folder/],
    ['any graph', () => newFolder(), /there is none/],
    ['config.json', () => changed((at) => rmSync(join(at, 'config.json'))), /no config\.json/],
    ['tokenizer.json', () => changed((at) => rmSync(join(at, 'tokenizer.json'))), /no tokenizer\.json/],
  ])('are MODEL_NOT_FOUND: %s', async (_, model, message) => {
    expect(await refused({ model: model(), dtype: 'fp32' })).toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringMatching(message),
    });
  });

  it('are MODEL_NOT_FOUND: a dtype; the error says which there are', async () => {
    const model = writeModel(tableGraph(table), 2);
    expect(await refused({ model, dtype: 'q8' })).toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringMatching(/dtype q8 \(onnx\/model_quantized\.onnx\); there is fp32$/),
    });
  });
});

describe('files that cannot be used', () => {
  const extra = value('speaker_embeddings', int64Type, ['batch_size']);
  it.each([
    ['a broken graph', () => writeModel(Uint8Array.of(1, 2, 3), 2), /^onnx\/model\.onnx cannot be loaded/],
    ['inputs not known', () => writeModel(tableGraph(table, { inputs: [extra] }), 2), /not known: speaker_embeddings$/],
    ['no logits', () => writeModel(tableGraph(table, { output: 'hidden' }), 2), /gives hidden but no logits/],
    ['no JSON', () => changed((at) => writeFileSync(join(at, 'config.json'), '{')), /config\.json .* is no JSON/],
    [
      'JSON of no object',
      () => changed((at) => writeFileSync(join(at, 'config.json'), '[]')),
      /config\.json holds no object/,
    ],
    [
      'a tokenizer of no known kind',
      () => changed((at) => writeFileSync(join(at, 'tokenizer.json'), '{"model":{}}')),
      /not known/,
    ],
  ])('are MODEL_INVALID: %s', async (_, model, message) => {
    expect(await refused({ model: model(), dtype: 'fp32' })).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('are MODEL_INVALID: a masked model without a mask token', async () => {
    const model = writeModel(tableGraph(table), 2);
    await expect(createOnnxNodeMaskedModel({ model, dtype: 'fp32' })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});

describe('graphs by other names', () => {
  it.each(['decoder_model_merged', 'decoder_model'])('are found: %s', async (name) => {
    const model = changed((at) => {
      cpSync(join(at, 'onnx/model.onnx'), join(at, `onnx/${name}.onnx`));
      rmSync(join(at, 'onnx/model.onnx'));
    });
    const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', batchSize: 1 });
    expect(backend.provenance).toMatchObject({ file: `onnx/${name}.onnx` });
    await backend.dispose();
  });

  it('are found beside config.json too', async () => {
    const model = changed((at) => {
      mkdirSync(join(at, 'other'));
      cpSync(join(at, 'onnx/model.onnx'), join(at, 'model.onnx'));
      rmSync(join(at, 'onnx'), { recursive: true });
    });
    const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', batchSize: 1 });
    expect(backend.provenance).toMatchObject({ file: 'model.onnx' });
    await backend.dispose();
  });
});
