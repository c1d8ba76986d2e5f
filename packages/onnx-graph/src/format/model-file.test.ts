import { readFileSync } from 'node:fs';
import { toBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { fixture, fixtures } from '../../test/model-under-test.ts';
import { readModelFile, writeModelFile } from './model-file.ts';
import { GraphProtoSchema, NodeProtoSchema } from './onnx_pb.ts';
import { tensorHeader } from './tensor.ts';

test.each(fixtures)('$name: nothing is lost when it is read and written', ({ path }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const written = writeModelFile(readModelFile(bytes));
  expect(written).toHaveLength(bytes.length); // the fields have another order
  const [before, after] = [readModelFile(bytes), readModelFile(written)];
  expect(Buffer.compare(toBinary(GraphProtoSchema, after.graph), toBinary(GraphProtoSchema, before.graph))).toBe(0);
  expect(after.model.opsetImport).toEqual(before.model.opsetImport);
  expect(after.model.$unknown).toEqual(before.model.$unknown);
  expect(after.model.$unknown?.map(({ no }) => no)).toContain(1); // version of the format, which nothing here looks at
});

test('weights are views of the file, not copies', () => {
  const bytes = new Uint8Array(readFileSync(fixture('opt/model.onnx').path));
  const { graph } = readModelFile(bytes);
  for (const tensor of graph.initializer) {
    expect(tensor.buffer).toBe(bytes.buffer);
    expect(tensorHeader(tensor).rawData.buffer).toBe(bytes.buffer);
  }
});

test('what a graph inside a node holds that is not known stays too', () => {
  const bytes = new Uint8Array(readFileSync(fixture('gpt2-v2/decoder_model_merged.onnx').path));
  const before = readModelFile(bytes);
  const after = readModelFile(writeModelFile(before));
  const branch = after.graph.node[0]?.attribute.find(({ name }) => name === 'else_branch')?.g;
  expect(branch?.$unknown?.map(({ no }) => no)).toContain(2); // the graph's name
  const [nodeBefore, nodeAfter] = [before.graph.node[0]!, after.graph.node[0]!];
  expect(Buffer.compare(toBinary(NodeProtoSchema, nodeAfter), toBinary(NodeProtoSchema, nodeBefore))).toBe(0);
});
