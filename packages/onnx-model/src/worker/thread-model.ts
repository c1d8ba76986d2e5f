import type { GraphFacts, ScoreAnswer, ScoreTask, ThreadAbilities, TopAnswer, TopTask } from '../protocol.ts';
import type { Rows } from './feeds.ts';

/** A model in the thread, whichever way its graph is run. */
export interface ThreadModel {
  /** How many tokens the logits are of: the size of the id space. */
  readonly vocabulary: number;
  /** What of a graph is run, for the provenance. */
  readonly graph: GraphFacts;
  readonly abilities: ThreadAbilities;
  /** ln p of every token after each row, [row][token]. */
  distributions(rows: Rows): Promise<Float64Array>;
  score(task: ScoreTask): Promise<ScoreAnswer>;
  /** The k most probable tokens at each place asked about. */
  top(task: TopTask): Promise<TopAnswer>;
  release(): Promise<void>;
}
