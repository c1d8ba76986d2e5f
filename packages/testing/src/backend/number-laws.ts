import { ensure, ensureAgree, ensureSame } from '../laws/assertions.ts';
import { backendLaw, toleranceOf, type BackendLaw } from './backend-law.ts';

/** Of log-probabilities that were rounded to float32 on the way: 2^-24 of 20, and room for their sum. */
const float32Rounding = 5e-6;

const sumsToOne = backendLaw('gives distributions that sum to one', async ({ backend, supports, rows, request }) => {
  if (!supports.distribution) return; // refused: see the law about what `supports` denies
  const batch = rows(2);
  const { distributions } = await backend.score(request(batch, { want: { distribution: true } }));
  const size = backend.tokenizer.vocabularySize;
  ensure(distributions?.length === batch.length * size, `distributions should have ${batch.length} · ${size} values`);
  batch.forEach((_, row) => {
    const own = distributions.subarray(row * size, (row + 1) * size);
    const sum = own.reduce((total, value) => total + Math.exp(value), 0);
    ensure(Math.abs(sum - 1) <= float32Rounding, `row ${row}: the probabilities sum to ${sum}`);
  });
});

const distributionAgrees = backendLaw('gives distributions that hold the log-probabilities', async (probe) => {
  const { backend, supports, rows, request, tokens } = probe;
  if (!supports.distribution) return;
  const batch = rows(2);
  const scores = await backend.score(request(batch, { want: { distribution: true } }));
  const size = backend.tokenizer.vocabularySize;
  const expected = batch.flatMap((_, row) => tokens().map((id) => scores.distributions?.[row * size + id] ?? NaN));
  const actual = scores.logProbabilities.subarray(0, expected.length);
  ensureAgree(actual, expected, float32Rounding, 'log-probabilities and distribution');
});

const rankAgrees = backendLaw('counts as rank the tokens that the distribution holds more probable', async (probe) => {
  const { backend, supports, rows, request, tokens } = probe;
  if (!supports.distribution || supports.rank !== 'exact') return;
  const batch = rows(2);
  const { ranks, distributions } = await backend.score(request(batch, { want: { rank: true, distribution: true } }));
  const size = backend.tokenizer.vocabularySize;
  batch.forEach((_, row) => {
    const own = distributions?.subarray(row * size, (row + 1) * size) ?? new Float64Array(size);
    tokens().forEach((id, index) => {
      const mine = own[id] as number;
      const above = own.reduce((count, value) => count + (value > mine ? 1 : 0), 0);
      const notBelow = own.reduce((count, value, other) => count + (value >= mine && other !== id ? 1 : 0), 0);
      const rank = ranks?.[row * tokens().length + index] ?? -1;
      // Logits that differ may have equal rounded log-probabilities: then the rank lies between the two counts.
      const right = rank >= above && rank <= notBelow;
      ensure(right, `row ${row}, token ${id}: the rank should be ${above}, is ${rank}`);
    });
  });
});

const topKAgrees = backendLaw('says of a token that it is within the top k as its rank has it', async (probe) => {
  const { backend, supports, base, request, tokens } = probe;
  if (supports.rank === 'none') return; // refused: see the law about what `supports` denies
  const best = supports.rank === 'exact' ? 3 : Math.min(3, supports.maxTopK);
  const predictions = await backend.predict({ context: base(), k: best });
  const asked = [...new Set([...predictions.map(({ token }) => token), ...tokens()])];
  for (let k = 1; k <= best; k++) {
    for (const token of asked) {
      const queries = [{ position: base().length, tokens: [token] }];
      const want = { rank: supports.rank === 'exact' };
      const { ranks, withinTopK } = await backend.score(request([base()], { queries, topK: k, want }));
      const place = predictions.findIndex((prediction) => prediction.token === token);
      const rank = ranks?.[0] ?? (place === -1 ? best : place);
      ensure(withinTopK?.[0] === (rank < k ? 1 : 0), `token ${token} of rank ${rank}: withinTopK for k = ${k}`);
    }
  }
});

const logOddsAgree = backendLaw('gives log-odds that agree with the log-probabilities', async (probe) => {
  const { backend, supports, rows, request } = probe;
  if (!supports.logits) return; // null: see the law about shapes
  const { logProbabilities, logOdds } = await backend.score(request(rows(5)));
  let compared = 0;
  logProbabilities.forEach((logProbability, index) => {
    const odds = logOdds?.[index] ?? NaN;
    // Both are well-conditioned where the token is neither sure nor out of the question.
    if (!Number.isFinite(odds) || logProbability > Math.log(0.99) || logProbability < -20) return;
    const expected = logProbability - Math.log1p(-Math.exp(logProbability));
    // 1 − p may be 1/100, which makes a hundred of an error in log p.
    ensureAgree([odds], [expected], 100 * float32Rounding, `log-odds of value ${index}`);
    compared += 1;
  });
  ensure(compared > 0, 'no token of the text has a probability between e^-20 and 0.99: give the suite another text');
});

const predictSorted = backendLaw('predicts the k most probable tokens, most probable first', async (probe) => {
  const { backend, supports, base, request } = probe;
  const k = supports.rank === 'topK' ? Math.min(4, supports.maxTopK) : Math.min(4, backend.tokenizer.vocabularySize);
  const predictions = await backend.predict({ context: base(), k });
  ensureSame(predictions.length, k, 'number of predictions');
  ensureSame(new Set(predictions.map(({ token }) => token)).size, k, 'number of different predictions');
  predictions.slice(1).forEach(({ logProbability }, index) => {
    const before = predictions[index]!.logProbability;
    ensure(logProbability <= before, `prediction ${index + 1} is more probable than the one before`);
  });
  if (supports.rank !== 'exact') return;
  for (const [place, { token }] of predictions.entries()) {
    const queries = [{ position: base().length, tokens: [token] }];
    const { ranks } = await backend.score(request([base()], { queries, want: { rank: true } }));
    ensureSame(ranks?.[0], place, `rank of prediction ${place}`);
  }
});

const predictAgrees = backendLaw('predicts with the log-probabilities that it scores', async (probe) => {
  const { backend, supports, base, request } = probe;
  const k = supports.rank === 'topK' ? Math.min(3, supports.maxTopK) : Math.min(3, backend.tokenizer.vocabularySize);
  for (const { token, logProbability } of await backend.predict({ context: base(), k })) {
    const queries = [{ position: base().length, tokens: [token] }];
    const scores = await backend.score(request([base()], { queries }));
    ensureAgree([logProbability], scores.logProbabilities.subarray(0, 1), toleranceOf(supports), `token ${token}`);
  }
});

/** How a backend's numbers agree with each other. */
export const numberLaws: readonly BackendLaw[] = [
  sumsToOne,
  distributionAgrees,
  rankAgrees,
  topKAgrees,
  logOddsAgree,
  predictSorted,
  predictAgrees,
];
