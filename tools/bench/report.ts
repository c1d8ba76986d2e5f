import { availableParallelism, cpus } from 'node:os';
import { env } from 'onnxruntime-node';
import type { Section } from './section.ts';

/** What `--json` writes. */
export interface Report {
  readonly schema: 'reagent/bench/1';
  /** ISO 8601 */
  readonly started: string;
  readonly seconds: number;
  readonly quick: boolean;
  readonly machine: {
    readonly processor: string;
    readonly threads: number;
    readonly node: string;
    readonly engine: string;
  };
  readonly models: readonly string[];
  readonly sections: readonly Section[];
}

export function machine(): Report['machine'] {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: availableParallelism(),
    node: process.versions.node,
    engine: `onnxruntime-node ${env.versions.node ?? env.versions.common}`,
  };
}
