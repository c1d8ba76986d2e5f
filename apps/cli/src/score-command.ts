import type { ScoreCall } from './calls.ts';
import { exitCodes } from './exit-codes.ts';
import { checkJsonFile, jsonLine, writeJsonFile } from './json-output.ts';
import { openModels } from './models.ts';
import { nextTokenScores } from './next-token-scores.ts';
import { scoreTable } from './score-table.ts';
import type { Surroundings } from './surroundings.ts';

/** Prints the probabilities of next tokens, as a table or as JSON. */
export async function runScore(call: ScoreCall, { stdout }: Surroundings): Promise<number> {
  const { json } = call;
  if (json !== null && json !== '-') await checkJsonFile(json);
  const models = await openModels(call.models);
  try {
    const { backend } = models;
    const scores = await nextTokenScores(call, backend);
    stdout.write(json === '-' ? jsonLine(scores) : scoreTable(scores, backend.tokenizer.decode(scores.context)));
    if (json !== null && json !== '-') await writeJsonFile(json, scores);
    return exitCodes.result;
  } finally {
    await models.dispose();
  }
}
