import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerStart } from '../protocol.ts';
import { createGate } from '../native-gate.ts';
import { openModel } from './open-model.ts';
import { editedGraph, type EditedGraph } from './edited-graph.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const sha256 = 'a'.repeat(64);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reagent-graphs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function startWith(changes: Partial<WorkerStart> = {}): WorkerStart {
  return {
    graph: join(fixtures, 'gpt2/onnx/model.onnx'),
    graphName: 'onnx/model.onnx',
    externalData: [],
    kind: 'causal',
    editing: { quantization: 'scale-per-row', embeddingMask: false, attentions: false },
    graphCache: { folder: join(folder, 'kept'), smallest: 1000 },
    config: {},
    device: 'cpu',
    dtype: 'fp32',
    threads: 1,
    maxContext: 64,
    batchSize: 4,
    ...changes,
  };
}

async function edit(start: WorkerStart, hash = sha256): Promise<EditedGraph> {
  const graph = await editedGraph(start, hash);
  if (!graph.edited) throw new Error(graph.reason);
  return graph;
}

const kept = (): string[] => readdirSync(join(folder, 'kept')).filter((name) => name.endsWith('.onnx'));
const age = (): void => kept().forEach((name) => utimesSync(join(folder, 'kept', name), 1, 1));
const ages = (): number[] => kept().map((name) => statSync(join(folder, 'kept', name)).mtimeMs);

describe('a large graph', () => {
  it('is edited once, and then taken from where it was kept', async () => {
    const first = await edit(startWith());
    expect(first.source).toEqual({ file: join(folder, 'kept', kept()[0]!) });
    age();
    expect(await edit(startWith())).toEqual(first);
    expect(ages()).toEqual([1000]);
  });

  it('is kept by its content and by what it is edited for', async () => {
    const editing = { quantization: 'scale-per-row', embeddingMask: true, attentions: false } as const;
    await edit(startWith());
    await edit(startWith(), 'b'.repeat(64));
    await edit(startWith({ editing }));
    expect(kept()).toHaveLength(3);
  });

  it('that was cut is not believed, and made again', async () => {
    const first = await edit(startWith());
    truncateSync(join(folder, 'kept', kept()[0]!), 100);
    age();
    expect(await edit(startWith())).toEqual(first);
    expect(ages()[0]).toBeGreaterThan(1000);
    const session = await openModel(startWith(), createGate(), sha256);
    expect(session.graph).toMatchObject({ runs: 'edited' });
    await session.release();
  });

  it('whose note is missing or broken is not believed', async () => {
    await edit(startWith());
    const note = join(folder, 'kept', kept()[0]!.replace('.onnx', '.json'));
    for (const spoil of [() => rmSync(note), () => writeFileSync(note, '{')]) {
      spoil();
      age();
      await edit(startWith());
      expect(ages()[0]).toBeGreaterThan(1000);
    }
  });

  it('goes, when another is kept, once nothing has opened it for 90 days; what else lies there stays', async () => {
    const days = (count: number): Date => new Date(Date.now() - count * 24 * 3600 * 1000);
    const touch = (hash: string, age: number): void =>
      readdirSync(join(folder, 'kept'))
        .filter((name) => name.startsWith(hash))
        .forEach((name) => utimesSync(join(folder, 'kept', name), days(age), days(age)));
    const [unused, opened, recent, cut] = ['b', 'c', 'd', 'e'].map((sign) => sign.repeat(64)) as [
      string,
      string,
      string,
      string,
    ];
    for (const hash of [unused, opened, recent]) await edit(startWith(), hash);
    for (const name of [`${cut}-${'0'.repeat(16)}.onnx.123`, 'mine.onnx'])
      writeFileSync(join(folder, 'kept', name), '');
    for (const hash of [unused, opened, cut, 'mine']) touch(hash, 91);
    touch(recent, 89);
    await edit(startWith(), opened);
    await edit(startWith());
    const left = readdirSync(join(folder, 'kept')).map((name) => name.slice(0, 5));
    expect(left.sort()).toEqual(['aaaaa', 'aaaaa', 'ccccc', 'ccccc', 'ddddd', 'ddddd', 'mine.']);
  });

  it('is run from memory where it cannot be kept', async () => {
    writeFileSync(join(folder, 'kept'), 'a file where the folder should be');
    const { source } = await edit(startWith());
    expect(source).toHaveProperty('bytes');
  });
});

it.each([
  ['small', { graphCache: null }],
  ['under the size', {}],
])('is not kept: a graph that is %s', async (_, changes) => {
  const graphCache = { folder: join(folder, 'kept'), smallest: 1e9 };
  expect((await edit(startWith({ graphCache, ...changes }))).source).toHaveProperty('bytes');
  expect(readdirSync(folder)).toEqual([]);
});

describe('weights in other files', () => {
  const model = join(fixtures, 'llama-genai-prune/onnx');
  const numbers = async (start: WorkerStart): Promise<Float64Array> => {
    const opened = await openModel(start, createGate(), sha256);
    expect(opened.graph.runs).toBe('edited');
    const found = await opened.distributions({ rows: 1, length: 3, ids: Int32Array.of(20, 30, 40) });
    await opened.release();
    return found;
  };
  const start = (graph: string): WorkerStart => {
    const config = JSON.parse(readFileSync(join(model, '../config.json'), 'utf8')) as WorkerStart['config'];
    return startWith({ graph, externalData: [`${graph}_data`], config });
  };

  it('are found from links, as the cache of huggingface_hub has them', async () => {
    mkdirSync(join(folder, 'blobs'));
    mkdirSync(join(folder, 'snapshots/1/onnx'), { recursive: true });
    for (const name of ['model.onnx', 'model.onnx_data']) {
      cpSync(join(model, name), join(folder, 'blobs', `hash-of-${name}`));
      symlinkSync(`../../../blobs/hash-of-${name}`, join(folder, 'snapshots/1/onnx', name));
    }
    const expected = await numbers(start(join(model, 'model.onnx')));
    expect(await numbers(start(join(folder, 'snapshots/1/onnx/model.onnx')))).toEqual(expected);
    expect(readdirSync(folder)).not.toContain('kept');
  });
});
