import type { Proposals } from '@reagent/core';
import { lastBits } from '../backend/backend-law.ts';
import { ensure, ensureAgree, ensureRefused, ensureSame } from '../laws/assertions.ts';
import { ensureName, ensurePlainData } from '../laws/plain-data.ts';
import { maskedModelLaw, type MaskedModelLaw, type MaskedTrial } from './masked-model-law.ts';

/** As of a softmax in float32 over a vocabulary of tens of thousands. */
const sumRounding = 1e-4;

const names = maskedModelLaw('says what it is, and how a masked text looks', async ({ model }) => {
  const { id, tokenizer, maskToken, prefix, suffix, maxContext, provenance } = model;
  ensureName(id, 'id');
  if (provenance !== undefined) ensurePlainData(provenance, 'provenance');
  const specials = [...tokenizer.specialTokens.values()];
  ensure(specials.includes(maskToken), `maskToken, ${maskToken}, is not among the special tokens`);
  for (const token of [...prefix, ...suffix]) {
    ensure(specials.includes(token), `${token}, of prefix or suffix, is not among the special tokens`);
  }
  ensure(
    maxContext === Infinity || (Number.isInteger(maxContext) && maxContext >= 1),
    'maxContext must be a whole number',
  );
});

const count = maskedModelLaw('gives k proposals for each position asked about', async ({ model, request }) => {
  const { positions } = request(4);
  const all = await model.propose(request(4));
  ensureSame(all.length, positions.length, 'number of lists');
  all.forEach(({ tokens, logProbabilities }, index) =>
    ensureSame([tokens.length, logProbabilities.length], [4, 4], `proposals for position ${index}`),
  );
});

const sorted = maskedModelLaw('proposes each token once, most probable first', async (trial) => {
  for (const [index, { tokens, logProbabilities }] of (await proposals(trial, 8)).entries()) {
    ensureSame(new Set(tokens).size, tokens.length, `number of different tokens for position ${index}`);
    logProbabilities.slice(1).forEach((value, at) => {
      const before = logProbabilities[at] as number;
      const tied = value === before && (tokens[at] as number) < (tokens[at + 1] as number);
      ensure(value < before || tied, `position ${index}: proposal ${at + 1} should stand before proposal ${at}`);
    });
  }
});

const distribution = maskedModelLaw('proposes from one distribution over the vocabulary', async (trial) => {
  for (const [index, { tokens, logProbabilities }] of (await proposals(trial, trial.vocabularySize)).entries()) {
    const inside = tokens.every((token) => token >= 0 && token < trial.vocabularySize);
    ensure(inside, `position ${index}: a token is not in 0 … ${trial.vocabularySize - 1}`);
    ensure(!logProbabilities.some((value) => !(value <= 0)), `position ${index}: a log-probability is above 0 or NaN`);
    const sum = logProbabilities.reduce((total, value) => total + Math.exp(value), 0);
    ensure(Math.abs(sum - 1) <= sumRounding, `position ${index}: the probabilities sum to ${sum}`);
  }
});

const sameAnswer = maskedModelLaw('gives the same proposals to the same request', async (trial) => {
  const first = await proposals(trial, 5);
  ensureSame(await proposals(trial, 5), first, 'the same request again');
});

const alone = maskedModelLaw('gives each position of a batch what it gets alone', async ({ model, request }) => {
  const indices = [2, 0, 1];
  const together = await model.propose(request(5, indices));
  for (const [place, index] of indices.entries()) {
    const [own] = await model.propose(request(5, [index]));
    const expected = own?.logProbabilities ?? [];
    const actual = together[place]?.logProbabilities ?? [];
    // No ability says how far rows are independent: the last bits may differ, and with them the order of near ties.
    ensureAgree(actual, expected, lastBits, `position ${index} among others, against the same alone`);
  }
});

const badInput = maskedModelLaw(
  'refuses tokens and positions that do not exist with code INVALID_INPUT',
  async (trial) => {
    const { model, request, vocabularySize } = trial;
    const good = request(3);
    const refuse = (change: Partial<typeof good>, what: string): Promise<void> =>
      ensureRefused(() => model.propose({ ...request(3), ...change }), 'INVALID_INPUT', what);
    for (const id of [-1, vocabularySize]) {
      const contexts = { ...good.contexts, ids: request(3).contexts.ids.with(0, id) };
      await refuse({ contexts }, `a row with the id ${id}`);
    }
    await refuse({ positions: [[0, good.contexts.length]] }, 'a position past the row');
    await refuse({ positions: [[good.contexts.rows, 0]] }, 'a row that there is not');
  },
);

const tooLong = maskedModelLaw(
  'refuses rows longer than `maxContext` with code TEXT_TOO_LONG',
  async ({ model, request }) => {
    if (!Number.isFinite(model.maxContext)) return; // nothing is too long
    const length = model.maxContext + 1;
    const contexts = { rows: 1, length, ids: new Int32Array(length).fill(model.maskToken) };
    await ensureRefused(
      () => model.propose({ ...request(1), contexts, positions: [[0, 0]] }),
      'TEXT_TOO_LONG',
      `a row of ${length} tokens`,
    );
  },
);

const inputs = maskedModelLaw('leaves its inputs as they are', async ({ model, request }) => {
  const own = request(3);
  await model.propose(own);
  ensureSame(own, request(3), 'the request after `propose`');
});

async function proposals({ model, request }: MaskedTrial, k: number): Promise<readonly Proposals[]> {
  return model.propose(request(k));
}

/** What a masked model says of itself and proposes. */
export const proposalLaws: readonly MaskedModelLaw[] = [names, count, sorted, distribution, sameAnswer, alone, inputs];

/** What it must refuse. */
export const refusalLaws: readonly MaskedModelLaw[] = [badInput, tooLong];
