import type { ModelDescription } from '../src/index.ts';
import type { ModelUnderTest } from './model-under-test.ts';
import type { EditedSession } from './run-models.ts';

/** How far an edited graph is from PyTorch's float32. */
export interface PyTorchAgreement {
  /** Largest difference of an ln p. */
  readonly logProbability: number;
  /** How many ranks differ, of `compared`. For masked models: how many of the five best. */
  readonly ranks: number;
  readonly compared: number;
}

/** The texts that PyTorch was asked about: the next token of a causal model, the masks of a masked one. */
export async function pytorchAgreement(
  { pytorch }: ModelUnderTest,
  edited: EditedSession,
  description: ModelDescription,
): Promise<PyTorchAgreement> {
  const worst = { logProbability: 0, ranks: 0, compared: 0 };
  if (description.answers.ranks === null) throw new Error('the graph must answer with ranks');
  const questions = pytorch.flatMap((text) =>
    'masks' in text
      ? text.masks.map(({ position, top5, logprobs }) => ({
          ids: text.ids,
          position,
          tokens: top5,
          expected: logprobs,
          ranks: [0, 1, 2, 3, 4],
        }))
      : [
          {
            ids: text.ids,
            position: text.ids.length - 1,
            tokens: text.targets,
            expected: text.logProbabilities,
            ranks: text.ranks,
          },
        ],
  );
  for (const { ids, position, tokens, expected, ranks } of questions) {
    const answers = await edited.run([ids], { rows: [[0, position]], tokens: [tokens] });
    expected.forEach((logProbability, index) => {
      const difference = Math.abs(answers.logProbabilities![index]! - logProbability);
      worst.logProbability = Math.max(worst.logProbability, Number.isNaN(difference) ? Infinity : difference);
      worst.ranks += answers.ranks![index] === ranks[index] ? 0 : 1;
      worst.compared++;
    });
  }
  return worst;
}
