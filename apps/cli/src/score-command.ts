import type { ScoreCall } from './calls.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { checkJsonFile, jsonLine, writeJsonFile } from './json-output.ts';
import { openModels, type Models } from './models.ts';
import { nextTokenScores } from './next-token-scores.ts';
import { downloadLines } from './progress.ts';
import { scoreTable } from './score-table.ts';
import type { Surroundings } from './surroundings.ts';

/** Prints the probabilities of next tokens, as a table or as JSON. */
export async function runScore(call: ScoreCall, surroundings: Surroundings): Promise<number> {
  const { json } = call;
  const { stdout, stderr, env } = surroundings;
  if (json !== null && json !== '-') await checkJsonFile(json);
  const interrupt = interruptible(surroundings, () => {});
  let models: Models | null = null;
  try {
    models = await openModels(call.models, { progress: downloadLines(stderr), signal: interrupt.signal, env });
    const { backend } = models;
    const scores = await nextTokenScores(call, backend);
    stdout.write(json === '-' ? jsonLine(scores) : scoreTable(scores, backend.tokenizer.decode(scores.context)));
    if (json !== null && json !== '-') await writeJsonFile(json, scores);
    return exitCodes.result;
  } finally {
    interrupt.release();
    await models?.dispose();
  }
}
