import { ensure, ensureSame } from '../laws/assertions.ts';
import { isOrdinary } from '../laws/ordinary-tokens.ts';
import { draw, manyDraws, maskOf, replacerLaw, requestOf, type ReplacerLaw } from './replacer-law.ts';

const inVocabulary = replacerLaw('gives ids of the vocabulary', async (trial) => {
  const { vocabularySize } = trial.context.tokenizer;
  for (const { id, position } of await manyDraws(trial)) {
    ensure(id >= 0 && id < vocabularySize, `the id ${id} at ${position} is not in 0 … ${vocabularySize - 1}`);
  }
});

const notSpecial = replacerLaw('gives no special and no unused token', async (trial) => {
  const { tokenizer } = trial.context;
  const ordinary = isOrdinary(tokenizer);
  for (const { id, position } of await manyDraws(trial)) {
    const inside = id >= 0 && id < tokenizer.vocabularySize; // the others are the business of the law above
    ensure(!inside || ordinary(id), `the substitute ${id} at ${position} is a special or unused token`);
  }
});

const notOriginal = replacerLaw('gives another token than the original, where it says so', async (trial) => {
  if (!trial.context.neverOriginal) return; // promised by some replacers only
  const { tokens } = trial.request();
  for (const { id, position } of await manyDraws(trial)) {
    ensure(id !== tokens[position], `the substitute at ${position} is the original, ${id}`);
  }
});

const sameSeed = replacerLaw('gives the same rows for the same random streams', async ({ replacer, request }) => {
  const prepared = await replacer.prepare(request());
  const ask = () => draw(prepared, [maskOf(prepared, 'all'), maskOf(prepared, [0, 1])], [1, 2]);
  const first = await ask();
  ensureSame(await ask(), first, 'the same request again');
});

const sameElsewhere: ReplacerLaw = {
  name: 'gives the same rows from another instance',
  check: async (create, context) => {
    const ask = async (): Promise<number[][]> => {
      const prepared = await (await create()).prepare(requestOf(context));
      return draw(prepared, [maskOf(prepared, 'all'), maskOf(prepared, [1, 3])], [1, 2]);
    };
    const first = await ask();
    ensureSame(await ask(), first, 'the same request to another instance');
  },
};

const otherSeed = replacerLaw('draws from the random streams, or says that it does not', async (trial) => {
  const { replacer, request, context } = trial;
  const prepared = await replacer.prepare(request());
  const mask = maskOf(prepared, 'all');
  const different = new Set<string>();
  for (let seed = 0; seed < 20; seed++) different.add((await draw(prepared, [mask], [seed])).join());
  if (context.deterministic)
    ensure(different.size === 1, 'it is said to be deterministic, and other streams gave other rows');
  else ensure(different.size > 1, '20 different random streams gave the same row');
});

const ownStream = replacerLaw('draws each row from its own random stream alone', async ({ replacer, request }) => {
  const prepared = await replacer.prepare(request());
  const masks = [maskOf(prepared, 'all'), maskOf(prepared, [0, 2]), maskOf(prepared, 'all'), maskOf(prepared, [1])];
  const together = await draw(prepared, masks, [5, 6, 7, 8]);
  for (const [index, mask] of masks.entries()) {
    const [alone] = await draw(prepared, [mask], [5 + index]);
    ensureSame(together[index], alone, `row ${index} among others, against the same row alone`);
  }
});

/** Which substitutes it draws. */
export const drawLaws: readonly ReplacerLaw[] = [
  inVocabulary,
  notSpecial,
  notOriginal,
  sameSeed,
  sameElsewhere,
  otherSeed,
  ownStream,
];
