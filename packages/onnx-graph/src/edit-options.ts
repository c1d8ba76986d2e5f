import type { Precision } from './scores/row-sums.ts';

/**
 * What an edited graph can be asked for, per asked row:
 *
 * | name | what |
 * | --- | --- |
 * | `logProbabilities` | ln p of the asked tokens |
 * | `logOdds` | their logits less the log-sum-exp of all other logits |
 * | `ranks` | how many tokens have a strictly greater logit |
 * | `bestTokens` | the most probable tokens and their ln p; how many is an input |
 * | `distributions` | ln p of the whole vocabulary, for chosen ones of the asked rows |
 * | `logits` | the logits as the model gives them, in float32 |
 */
export type Answer = 'logProbabilities' | 'logOdds' | 'ranks' | 'bestTokens' | 'distributions' | 'logits';

export const answers: readonly Answer[] = [
  'logProbabilities',
  'logOdds',
  'ranks',
  'bestTokens',
  'distributions',
  'logits',
];

export interface EditOptions {
  /** What the graph is to compute. All of it is computed in every run, but best tokens and distributions can be none. */
  readonly answers?: readonly Answer[];
  /**
   * From where on only the asked rows are computed: `head`, the head alone; `last-layer`, also what follows attention in
   * the last layer, wherever that can be told. That saves a third of a model of two layers and little of a big one; its
   * products of few rows have other last bits than those of all positions (float32: 3e-6 of a logit on a 135M model).
   * Default: `head`.
   */
  readonly rowsFrom?: 'head' | 'last-layer';
  /** In which the logits are reduced. Default: `float64`; an engine on a graphics processor may want `float32`. */
  readonly precision?: Precision;
  /**
   * Dynamically quantised exports take one scale over the whole batch, so that a row's numbers depend on its neighbours.
   * `scale-per-row` gives every token its own: rows then stand alone, and the numbers are not quite those of the export.
   * Default: `as-exported`.
   */
  readonly quantization?: 'as-exported' | 'scale-per-row';
  /** Adds an input that the token embeddings are multiplied by, where they can be found. Default: false. */
  readonly embeddingMask?: boolean;
  /** Adds the attention weights as outputs, where the export has them. Default: false. */
  readonly attentions?: boolean;
  /**
   * What files of weights are to be called in the edited graph, by what they are called in the export, for engines that
   * look for them elsewhere. Paths from where the engine looks, with `/`. Default: as in the export.
   */
  readonly externalLocations?: Readonly<Record<string, string>>;
  /** Name of the output with the logits. Default: `logits`. */
  readonly logits?: string;
}
