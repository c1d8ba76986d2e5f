import { someContexts } from './agreement.ts';
import type { ModelUnderTest } from './model-under-test.ts';
import type { EditedSession } from './run-models.ts';

/** The largest difference of an ln p between a row alone and the same row among seven others; 0: not even a bit. */
export async function aloneAndInBatch({ vocabulary }: ModelUnderTest, edited: EditedSession): Promise<number> {
  const contexts = someContexts(8, 14, vocabulary);
  const tokens = contexts.map((_, row) => [5, (row * 31) % vocabulary]);
  const together = await edited.run(contexts, { rows: contexts.map((_, row) => [row, 13]), tokens });
  let worst = 0;
  for (const [row, context] of contexts.entries()) {
    const alone = await edited.run([context], { rows: [[0, 13]], tokens: [tokens[row]!] });
    for (const k of [0, 1]) {
      const difference = Math.abs(alone.logProbabilities![k]! - together.logProbabilities![row * 2 + k]!);
      worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    }
  }
  return worst;
}
