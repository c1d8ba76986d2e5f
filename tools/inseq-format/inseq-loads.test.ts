import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderInseq } from '@reagent/report';
import { parseResult } from '@reagent/result-schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preparePython } from '../bench/inseq/python.ts';
import { root } from '../set-up/root.mjs';

/** The benchmark's environment, or the one that REAGENT_INSEQ_PYTHON names. */
const python = process.env['REAGENT_INSEQ_PYTHON'] ?? (await preparePython({ install: false, tell: () => {} }));

interface Loaded {
  readonly sequences: readonly {
    readonly source: readonly string[];
    readonly target: readonly string[];
    readonly ids: readonly number[];
    readonly start: number;
    readonly end: number;
    readonly scores: readonly (readonly (number | null)[])[];
    readonly probability: readonly number[];
  }[];
  readonly html: string;
  readonly same: boolean;
  readonly info: { readonly input_texts: readonly string[]; readonly generated_texts: readonly string[] };
}

describe.skipIf(typeof python !== 'string')('inseq (skipped where it is not installed)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reagent-inseq-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function load(json: string): Promise<Loaded> {
    const file = join(folder, 'result.json');
    await writeFile(file, json);
    const script = join(root, 'tools/inseq-format/load.py');
    const { stdout } = await promisify(execFile)(String(python), [script, file, join(folder, 'again.json')]);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Loaded;
  }

  test('its own loader reads the file, and can show and save what it read', { timeout: 300_000 }, async () => {
    const fixture = await readFile(join(root, 'packages/result-schema/fixtures/attribution-1.json'), 'utf8');
    const result = parseResult(fixture);
    const [target] = result.targets;
    const loaded = await load(renderInseq(result, 'importance'));
    expect(loaded.same).toBe(true);
    const [sequence, ...more] = loaded.sequences;
    expect(more).toEqual([]);
    expect(sequence).toMatchObject({
      source: result.tokens.map(({ text }) => text),
      target: [...result.tokens, target].map((token) => token?.text),
      ids: [...result.tokens, target].map((token) => token?.id),
      start: result.tokens.length,
      end: result.tokens.length + 1,
      scores: [...(result.importance[0] ?? []).map((share) => [Math.fround(share)]), [null]],
      probability: [Math.fround(target?.probability ?? 0)],
    });
    expect(loaded.info).toMatchObject({
      input_texts: [result.text],
      generated_texts: [result.text + (target?.text ?? '')],
    });
    expect(loaded.html).toContain('France');
  });
});
