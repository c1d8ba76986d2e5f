import type { TensorDescription } from './format/value-info.ts';
import type { RowCoupling } from './quantization/row-coupling.ts';
import type { WeightProduct } from './weight-products.ts';

/** What {@link editCausalModel} and {@link editMaskedModel} give. */
export type EditedModel =
  | { readonly edited: true; readonly bytes: Uint8Array; readonly description: ModelDescription }
  | { readonly edited: false; readonly reason: string };

/** What a backend must know of an edited graph. Inputs that are not named here are those that the export had. */
export interface ModelDescription {
  /** Of this edit: with the file's content hash and the options it makes the key of a cache. */
  readonly version: string;
  /** All inputs in the graph's order. */
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /** Names of the inputs that the edit added; `null`: not there, because no answer needs it. */
  readonly asks: AskInputs;
  /** Names of the outputs; `null`: not asked for. */
  readonly answers: AnswerOutputs;
  /** Size of the vocabulary as the graph's output says; `null` where it does not. */
  readonly vocabularySize: number | null;
  /** From the logits back to the hidden state, to show. */
  readonly head: readonly string[];
  /** The products by weights, to count operations by; `null` where the sizes of some weights are not found. */
  readonly products: readonly WeightProduct[] | null;
  /** Operators that make a row's numbers depend on its neighbours in the batch, and how many there are. */
  readonly coupledBy: RowCoupling;
  /** How many of them were given a scale per row instead. */
  readonly scaledPerRow: number;
  /** Files beside the graph that hold its weights; the edited graph refers to the same. */
  readonly externalFiles: readonly string[];
  readonly opset: number;
}

export interface AskInputs {
  /** int64 [asked row][2]: row of the batch, position in it, whose logits are wanted. */
  readonly rows: string;
  /** int64 [asked row][k]: the tokens whose scores are wanted. */
  readonly tokens: string | null;
  /** int64 [1]: how many best tokens. */
  readonly bestCount: string | null;
  /** int64 [any]: indices into the asked rows whose distributions are wanted. */
  readonly distributionRows: string | null;
  /** float32 [batch][sequence][hidden size], multiplied into the token embeddings; `null` also where none were found. */
  readonly embeddingMask: string | null;
}

export interface AnswerOutputs {
  /** [asked row][k], float64 unless `precision` says otherwise. */
  readonly logProbabilities: string | null;
  /** [asked row][k], as above. */
  readonly logOdds: string | null;
  /** int32 [asked row][k] */
  readonly ranks: string | null;
  /** int64 [asked row][count] */
  readonly bestIds: string | null;
  /** [asked row][count] */
  readonly bestLogProbabilities: string | null;
  /** [distribution row][token] */
  readonly distributions: string | null;
  /** float32 [asked row][token] */
  readonly logits: string | null;
  /** A layer each, float32 [batch][head][sequence][sequence]; none where not asked for, or the export has none. */
  readonly attentions: readonly string[];
}
