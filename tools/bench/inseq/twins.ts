import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../set-up/root.mjs';
import { cache, runScript } from './python.ts';

/** The same weights for both sides. */
export interface Twin {
  /** What our side opens: `tiny`, or a folder with an ONNX file. */
  readonly own: string;
  /** A folder for torch. */
  readonly torch: string;
}

interface Shape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
}

const models = join(cache, 'models');

/** GPT-2's architecture and vocabulary with random weights: what a run costs does not depend on them. */
export async function randomTwin(python: string, name: string, { layers, width, heads }: Shape): Promise<Twin> {
  const folder = join(models, `${name}-${layers}x${width}`);
  await made(folder, (target) =>
    runScript(python, 'make_random_model.py', target, `${layers}`, `${width}`, `${heads}`),
  );
  return { own: folder, torch: folder };
}

export function tinyTwin(python: string): Promise<Twin> {
  return llamaTwin(python, 'tiny', join(root, 'packages/tiny/models/causal-lm'));
}

/** Weights of a Llama-like ONNX folder, brought to torch. Both are checked to say the same. */
export async function llamaTwin(python: string, own: string, source: string): Promise<Twin> {
  const torch = join(models, `llama-${fileHash(join(source, 'onnx/model.onnx'))}`);
  await made(torch, (target) => runScript(python, 'make_torch_twin.py', source, target));
  return { own, torch };
}

export function fileHash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}

/** Made aside and moved, so that half of a folder is never taken for one. */
async function made(folder: string, make: (target: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return;
  const aside = `${folder}.making`;
  rmSync(aside, { recursive: true, force: true });
  await make(aside);
  renameSync(aside, folder);
}
