import type { ModelDescription } from '../edited-model.ts';
import { askedRows, type Ask } from './ask-inputs.ts';

/** What an engine gives for an output. */
export type OutputData = Float32Array | Float64Array | Int32Array | BigInt64Array;

/** Answers to an {@link Ask}; `null`: the graph was not edited for it. */
export interface Answers {
  /** One value a token asked for: rows in order, in a row its tokens in order. */
  readonly logProbabilities: Float64Array | null;
  /** As above. */
  readonly logOdds: Float64Array | null;
  /** As above. 0 is the first choice. */
  readonly ranks: Int32Array | null;
  /** [asked row][best token], most probable first. */
  readonly bestIds: Int32Array | null;
  /** [asked row][best token] */
  readonly bestLogProbabilities: Float64Array | null;
  /** [distribution row][token] */
  readonly distributions: Float64Array | null;
  /** [asked row][token] */
  readonly logits: Float32Array | null;
  /** [layer]: [batch][head][sequence][sequence] */
  readonly attentions: readonly Float32Array[];
}

/** Takes apart what a run gave: drops what only filled up the inputs. `outputs`: the engine's data, by name. */
export function readAnswers(
  { answers }: ModelDescription,
  ask: Ask,
  outputs: Readonly<Record<string, OutputData>>,
): Answers {
  const { rows, tokens = [], bestCount = 0 } = ask;
  const read = (name: string | null): OutputData | null => (name === null ? null : outputs[name]!);
  const width = Math.max(1, ...tokens.map((row) => row.length));
  const places = tokens.flatMap((row, index) => Array.from(row, (_, k) => index * width + k));
  const perToken = (name: string | null): readonly number[] | null => {
    const data = read(name);
    return data === null ? null : places.map((place) => Number(data[place]));
  };
  const best = (name: string | null): readonly number[] | null => {
    const data = read(name);
    return data === null ? null : Array.from(data.subarray(0, rows.length * bestCount), Number);
  };
  const whole = read(answers.distributions);
  const logits = read(answers.logits) as Float32Array | null;
  const vocabulary = (logits?.length ?? 0) / askedRows(rows.length);
  return {
    logProbabilities: floats(perToken(answers.logProbabilities)),
    logOdds: floats(perToken(answers.logOdds)),
    ranks: integers(perToken(answers.ranks)),
    bestIds: integers(best(answers.bestIds)),
    bestLogProbabilities: floats(best(answers.bestLogProbabilities)),
    distributions: whole === null || whole instanceof Float64Array ? whole : Float64Array.from(whole as Float32Array),
    logits: logits === null ? null : logits.subarray(0, rows.length * vocabulary),
    attentions: answers.attentions.map((name) => outputs[name] as Float32Array),
  };
}

function floats(values: readonly number[] | null): Float64Array | null {
  return values === null ? null : Float64Array.from(values);
}

function integers(values: readonly number[] | null): Int32Array | null {
  return values === null ? null : Int32Array.from(values);
}
