import { ReagentError, type AbortSignalLike, type JsonObject, type LocalTokenizer } from '@reagent/core';
import { createTokenizer } from '@reagent/tokenizer';
import type { ModelTexts } from './model-texts.ts';
import type { GraphFacts, ModelFacts, Task } from './protocol.ts';

/** Who runs a model's tasks: a worker, seen from the thread of the program. */
export interface TaskRunner {
  readonly facts: ModelFacts;
  /** One task at a time, in the order of the calls. An aborted call rejects at once with the signal's reason. */
  run<Answer>(task: Task, transfer: readonly ArrayBuffer[], signal: AbortSignalLike | undefined): Promise<Answer>;
  /** So that a call after `dispose` is refused for that, whatever else is wrong with it. */
  throwIfDisposed(): void;
  dispose(): Promise<void>;
}

/** What a call after `dispose` is refused with. */
export function disposedError(): ReagentError {
  return new ReagentError('DISPOSED', 'the model has been disposed of: make a new one');
}

/** What a backend and a masked model have in common. */
export interface LoadedModel<Engine extends TaskRunner = TaskRunner> {
  readonly id: string;
  readonly texts: ModelTexts;
  readonly tokenizer: LocalTokenizer;
  readonly maxContext: number;
  readonly engine: Engine;
  readonly provenance: JsonObject;
}

/** What is said of a model that an engine has opened. */
export interface OpenedModel<Engine extends TaskRunner> {
  readonly engine: Engine;
  readonly texts: ModelTexts;
  readonly maxContext: number;
  readonly name: string;
  readonly dtype: string;
  readonly device: string;
  /** The device whose numbers need no mention. */
  readonly plainDevice: string;
  readonly graphName: string;
  readonly specialTokensInText: 'recognise' | 'text' | undefined;
  /** Name and version of the package. */
  readonly madeBy: string;
  /** Where the model came from. */
  readonly origin: JsonObject;
  /** What has no say in the numbers. */
  readonly execution: JsonObject;
}

/** Throws as `createTokenizer` does; the engine is left to who opened it. */
export function describeModel<Engine extends TaskRunner>(opened: OpenedModel<Engine>): LoadedModel<Engine> {
  const { engine, texts, maxContext, name, dtype, device, specialTokensInText } = opened;
  const { vocabularySize, sha256, engine: engineName, selfCheck, graph } = engine.facts;
  const tokenizer = createTokenizer({
    tokenizerJson: texts.tokenizerJson,
    tokenizerConfig: texts.tokenizerConfig,
    vocabularySize,
    ...(texts.chatTemplate === undefined ? {} : { chatTemplate: texts.chatTemplate }),
    ...(specialTokensInText === undefined ? {} : { specialTokensInText }),
  });
  return {
    id: [name, dtype, sha256.slice(0, 12), ...specialsOf(graph, opened)].join(':'),
    texts,
    tokenizer,
    maxContext,
    engine,
    provenance: {
      package: opened.madeBy,
      engine: engineName,
      device,
      dtype,
      file: opened.graphName,
      sha256,
      ...opened.origin,
      graph,
      rowIndependence: selfCheck.rowIndependence,
      execution: { ...opened.execution, selfCheck: { ...selfCheck } },
    },
  };
}

/** With a scale per row the numbers are not those of the file; another device has other last bits. */
function specialsOf(
  graph: GraphFacts,
  { device, plainDevice }: Pick<OpenedModel<TaskRunner>, 'device' | 'plainDevice'>,
): readonly string[] {
  const isRepaired = graph.runs === 'edited' && graph.scaledPerRow > 0;
  return [...(isRepaired ? ['scale-per-row'] : []), ...(device === plainDevice ? [] : [device])];
}
