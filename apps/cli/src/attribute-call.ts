import {
  ReagentError,
  type Difference,
  type NamedPart,
  type PresetName,
  type TextPart,
  type Unit,
} from '@reagent/core';
import type { Granularity } from '@reagent/report';
import type { AttributeCall, JournalChoice, TextInput } from './calls.ts';
import { remoteChoice, type RemoteValues } from './remote-options.ts';

/** Option values as commander gives them: parsed and checked by their options. */
export interface AttributeValues extends RemoteValues {
  readonly chat?: true;
  readonly messages?: string;
  readonly textFile?: string;
  readonly target?: string;
  readonly targetIds?: readonly number[];
  readonly answer?: number;
  readonly span?: readonly [from: number, to: number];
  readonly whole?: true;
  readonly insteadOf?: string;
  readonly insteadOfId?: number;
  readonly unit?: Unit | 'auto';
  readonly part?: readonly NamedPart[];
  readonly pin?: readonly TextPart[];
  readonly preset: PresetName;
  readonly replacer?: string;
  readonly stop?: string;
  readonly seed: number;
  readonly probes?: number;
  readonly replacingRatio?: number;
  readonly difference?: Difference;
  readonly maxEvaluations?: number | 'none';
  readonly maxSteps?: number | 'none';
  readonly maxSeconds?: number;
  readonly requireConvergence?: true;
  readonly dryRun?: true;
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly model?: string;
  readonly dtype?: string;
  readonly revision?: string;
  readonly maskedModel?: string;
  readonly maskedDtype?: string;
  readonly maskedRevision?: string;
  readonly cacheDir?: string;
  readonly threads?: number;
  readonly batchSize?: number;
  readonly show?: 'effect' | 'importance';
  readonly json?: string | true;
  readonly trace?: string;
  readonly by?: Granularity;
  readonly html?: string;
  readonly quiet?: true;
  readonly colour: boolean;
}

export function attributeCall(text: string | undefined, values: AttributeValues): AttributeCall {
  const { preset, seed, maxEvaluations, maxSteps, maxSeconds } = values;
  return {
    command: 'attribute',
    input: inputOf(text, values),
    explained: {
      target: values.target ?? values.targetIds ?? null,
      answer: values.answer ?? null,
      span: values.span ?? null,
      whole: values.whole ?? false,
      insteadOf: values.insteadOf ?? values.insteadOfId ?? null,
    },
    replaced: { unit: values.unit ?? null, parts: values.part ?? [], pin: values.pin ?? [] },
    models: {
      model: values.model ?? null,
      dtype: values.dtype ?? null,
      revision: values.revision ?? null,
      maskedModel: values.maskedModel ?? null,
      maskedDtype: values.maskedDtype ?? values.dtype ?? null,
      maskedRevision: values.maskedRevision ?? null,
      cacheDir: values.cacheDir ?? null,
      threads: values.threads ?? null,
      batchSize: values.batchSize ?? null,
      remote: remoteChoice(values),
    },
    replacer: values.replacer ?? null,
    stop: values.stop ?? null,
    preset,
    seed,
    probes: values.probes ?? null,
    replacingRatio: values.replacingRatio ?? null,
    difference: values.difference ?? null,
    limits: {
      ...(maxEvaluations === undefined ? {} : { evaluations: limit(maxEvaluations) }),
      ...(maxSteps === undefined ? {} : { steps: limit(maxSteps) }),
      ...(maxSeconds === undefined ? {} : { seconds: maxSeconds }),
    },
    requireConvergence: values.requireConvergence ?? false,
    dryRun: values.dryRun ?? false,
    journal: journalOf(values),
    view: {
      json: values.json === true ? '-' : (values.json ?? null),
      html: values.html ?? null,
      // Effect is what people see first; the presets of others are run for their own scores.
      show: values.show ?? (preset === 'default' ? 'effect' : 'importance'),
      trace: values.trace ?? null,
      granularity: values.by ?? 'token',
      quiet: values.quiet ?? false,
      colour: values.colour,
    },
  };
}

function inputOf(text: string | undefined, { chat, messages, textFile }: AttributeValues): TextInput {
  if (text !== undefined && (messages ?? textFile) !== undefined) {
    throw new ReagentError(
      'INVALID_OPTION',
      `give either a text or ${messages === undefined ? '--text-file' : '--messages'}`,
    );
  }
  if (messages !== undefined) return { kind: 'messages', file: messages };
  if (textFile !== undefined) return { kind: 'text-file', file: textFile };
  if (text === undefined) throw new ReagentError('INVALID_OPTION', "missing required argument 'text' (see --help)");
  return { kind: chat ? 'chat' : 'text', text };
}

function journalOf({ checkpoint, resume }: AttributeValues): JournalChoice | null {
  if (resume !== undefined) return { file: resume, resume: true };
  return checkpoint === undefined ? null : { file: checkpoint, resume: false };
}

/** None lifts the preset's. */
function limit(value: number | 'none'): number | null {
  return value === 'none' ? null : value;
}
