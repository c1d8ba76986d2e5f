import { differences } from '@reagent/core';
import { z } from 'zod';
import { ensureLength, ensureSize, invalidRecording, parseRecording } from './parse.ts';

export const traceSchema = 'reagent-golden-trace/1';

const whole = z.int().nonnegative();
const id = whole;
const bit = z.union([z.literal(0), z.literal(1)]);
const perRow = <Entry extends z.ZodType>(entry: Entry): z.ZodArray<Entry> => z.array(entry);
const perPosition = <Entry extends z.ZodType>(entry: Entry): z.ZodArray<z.ZodArray<Entry>> => z.array(z.array(entry));

const model = z.object({
  vocab: whole.min(1),
  div: z.number(),
  scale: z.number(),
  bonuses: z.array(z.object({ pos: whole, id, token: id, add: z.number() })),
  pairs: z.array(z.object({ pos1: whole, id1: id, pos2: whole, id2: id, token: id, add: z.number() })),
});

const step = z.object({
  step: whole,
  active: perRow(z.boolean()),
  masks: perPosition(bit),
  replacementIds: perPosition(id),
  replacedContexts: perPosition(id),
  pOriginal: z.number(),
  pReplaced: perRow(z.number()),
  delta: perRow(z.number()),
  increment: perRow(z.number()),
  scores: perPosition(z.number()),
  importances: perPosition(z.number()),
  keptPositions: perPosition(whole),
  stopReplacementIds: perPosition(id),
  stopContexts: perPosition(id),
  targetRank: perRow(whole),
  hit: perRow(z.boolean()),
  stopFlags: perRow(z.boolean()),
});

const trace = z.object({
  schema: z.literal(traceSchema),
  name: z.string(),
  /** The toy language model; absent where the probabilities are a real model's. */
  model: model.optional(),
  inputs: z.object({ contextIds: z.array(id).min(1), targetId: id }),
  options: z.object({
    probes: whole.min(1),
    topK: whole.min(1),
    keepTopN: whole,
    keepRatio: z.number(),
    maxSteps: whole,
    clampEps: z.number().min(0).max(1),
    /** What `delta` is. */
    difference: z.enum(differences).default('probability'),
  }),
  initialScores: perPosition(z.number()),
  steps: z.array(step),
  final: z.object({
    numSteps: whole,
    importancesPerRow: perPosition(z.number()),
    converged: perRow(z.boolean()),
    aggregate: z.array(z.number()),
    fallbackUsed: z.boolean(),
    topNPerRow: perPosition(whole),
    rationaleByOverlap: z.record(z.string().regex(/^\d+$/u), z.array(whole)),
  }),
});

/** A recorded recursion; B rows (probes) of t positions. */
export type TraceRecording = z.output<typeof trace>;
export type TraceStep = TraceRecording['steps'][number];

/** @throws ReagentError `INVALID_INPUT` */
export function parseTrace(recording: unknown): TraceRecording {
  const parsed = parseRecording(trace, recording);
  const rows = parsed.options.probes;
  const { contextIds, targetId } = parsed.inputs;
  const positions = contextIds.length;
  const vocabulary = parsed.model?.vocab ?? Infinity;
  if (targetId >= vocabulary) throw invalidRecording('inputs.targetId', `is ${targetId} of ${vocabulary} tokens`);
  ensureSize('initialScores', parsed.initialScores, rows, positions);
  parsed.steps.forEach((own, index) => checkStep(own, index, rows, positions));
  ensureSize('final.importancesPerRow', parsed.final.importancesPerRow, rows, positions);
  ensureLength('final.converged', parsed.final.converged, rows);
  ensureLength('final.aggregate', parsed.final.aggregate, positions);
  ensureLength('final.topNPerRow', parsed.final.topNPerRow, rows);
  return parsed;
}

function checkStep(own: TraceStep, index: number, rows: number, positions: number): void {
  const at = `steps[${index}]`;
  if (own.step !== index + 1) throw invalidRecording(`${at}.step`, `is ${own.step}, should be ${index + 1}`);
  const grids = ['masks', 'replacementIds', 'replacedContexts', 'scores', 'importances'] as const;
  for (const name of [...grids, 'stopReplacementIds', 'stopContexts'] as const) {
    ensureSize(`${at}.${name}`, own[name], rows, positions);
  }
  const lists = [
    'active',
    'pReplaced',
    'delta',
    'increment',
    'keptPositions',
    'targetRank',
    'hit',
    'stopFlags',
  ] as const;
  for (const name of lists) ensureLength(`${at}.${name}`, own[name], rows);
}
