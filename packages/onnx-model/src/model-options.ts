import { ReagentError } from '@reagent/core';
import { dtypes, isDtype, type Dtype } from './dtype.ts';
import type { Editing } from './protocol.ts';

const graphs: readonly string[] = ['edited', 'as-exported'];
const quantizations: readonly string[] = ['scale-per-row', 'as-exported'];
const abilityNames: readonly string[] = ['embeddingMask', 'attentions'];

/** What any model is opened with, masked or causal. */
export interface OnnxModelOptions {
  /** Which of the model's files: each is another model with other numbers, so it is never guessed. */
  readonly dtype: Dtype;
  /** How results call the model. Default: the name of where it lies, or the repository's with its commit. */
  readonly name?: string;
  /**
   * `edited`: only the asked positions go through the head, and a run gives the asked numbers instead of logits; what
   * cannot be edited is run as it is, and the provenance says why. `as-exported`: never edited. Default: `edited`.
   */
  readonly graph?: 'edited' | 'as-exported';
  /**
   * Dynamically quantised files take one scale over the whole batch, so that a row's numbers depend on its neighbours.
   * `scale-per-row` gives every token a scale of its own: rows then stand alone, and the numbers are a little nearer to
   * those of the unquantised model. `as-exported` keeps the file's numbers, and core scores row by row. Default:
   * `scale-per-row` where the graph is edited.
   */
  readonly quantization?: 'scale-per-row' | 'as-exported';
  /** See `@reagent/tokenizer`. */
  readonly specialTokensInText?: 'recognise' | 'text';
}

/** What a backend takes besides. */
export interface OnnxBackendOptions {
  /** The largest batch that will be asked for: the self-check at start tries it. Default 32, as core's. */
  readonly batchSize?: number;
  /**
   * What the graph is to be edited for besides, if it can be: see `supports`. Each costs a little in every run. Default:
   * none.
   */
  readonly abilities?: readonly OnnxAbility[];
}

export type OnnxAbility = 'embeddingMask' | 'attentions';

/** Options with every default filled in. */
export interface CheckedModelOptions {
  /** A missing one is left to the model, which can say which there are. */
  readonly dtype: Dtype | undefined;
  readonly name: string | undefined;
  readonly batchSize: number;
  readonly specialTokensInText: 'recognise' | 'text' | undefined;
  /** `null`: the graph is run as it was exported. */
  readonly editing: Editing | null;
}

/** Throws `INVALID_OPTION`. */
export function checkModelOptions(options: OnnxModelOptions & OnnxBackendOptions): CheckedModelOptions {
  const { dtype, name, specialTokensInText } = options;
  if (dtype !== undefined && !isDtype(dtype)) throw invalidOption('dtype', `one of ${dtypes.join(', ')}`, dtype);
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw invalidOption('name', 'a text', name);
  return {
    dtype,
    name,
    batchSize: wholeNumber('batchSize', options.batchSize, 32, 4096),
    specialTokensInText,
    editing: editingOf(options),
  };
}

function editingOf({
  graph = 'edited',
  quantization,
  abilities = [],
}: OnnxModelOptions & OnnxBackendOptions): Editing | null {
  if (!graphs.includes(graph)) throw invalidOption('graph', `one of ${graphs.join(', ')}`, graph);
  if (quantization !== undefined && !quantizations.includes(quantization)) {
    throw invalidOption('quantization', `one of ${quantizations.join(', ')}`, quantization);
  }
  if (!Array.isArray(abilities)) throw invalidOption('abilities', 'a list', abilities);
  for (const ability of abilities as readonly OnnxAbility[]) {
    if (!abilityNames.includes(ability)) throw invalidOption('abilities', `of ${abilityNames.join(', ')}`, ability);
  }
  if (graph === 'edited') {
    return {
      quantization: quantization ?? 'scale-per-row',
      embeddingMask: abilities.includes('embeddingMask'),
      attentions: abilities.includes('attentions'),
    };
  }
  if (abilities.length === 0 && quantization !== 'scale-per-row') return null;
  throw invalidOption('graph', "'edited' for abilities and for a scale per row", graph);
}

export function wholeNumber(name: string, value: number | undefined, byDefault: number, most: number): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw invalidOption(name, `a whole number from 1 to ${most}`, value);
}

export function invalidOption(name: string, wanted: string, value: unknown): ReagentError {
  return new ReagentError('INVALID_OPTION', `${name} must be ${wanted}, not ${JSON.stringify(value) ?? String(value)}`);
}
