import { ensure, ensureAgree } from '../laws/assertions.ts';
import { ordinaryTokens } from '../laws/ordinary-tokens.ts';
import { backendLaw, ensureSameScores, lastBits, toleranceOf, type BackendLaw } from './backend-law.ts';

const shape = backendLaw(
  'gives one value for each token asked for',
  async ({ backend, supports, rows, request, tokens }) => {
    const both = rows(2);
    const asked = tokens();
    const queries = [1, both[0]!.length].map((position) => ({ position, tokens: [...asked] }));
    const scores = await backend.score(request(both, { queries, ...(supports.maxTopK >= 1 ? { topK: 1 } : {}) }));
    const count = both.length * queries.length * asked.length;
    const length = (name: string, values: ArrayLike<unknown> | null | undefined): void =>
      ensure(values?.length === count, `${name} should have ${count} values, has ${values?.length ?? 'none'}`);
    length('logProbabilities', scores.logProbabilities);
    if (supports.logits) length('logOdds', scores.logOdds);
    else ensure(scores.logOdds === null, 'logOdds should be null where `supports.logits` is false');
    if (supports.maxTopK >= 1) length('withinTopK', scores.withinTopK);
    if (scores.exact !== undefined) length('exact', scores.exact);
    ensure(!scores.logProbabilities.some((value) => value > 0), 'a log-probability is at most 0');
  },
);

const notNaN = backendLaw('never gives NaN', async ({ backend, supports, rows, request, tokens }) => {
  const base = rows(3);
  const few = ordinaryTokens(backend.tokenizer, supports.tokensPerQuery ?? 16);
  const queries = [
    { position: base[0]!.length, tokens: few },
    { position: 1, tokens: tokens() },
  ];
  const scores = await backend.score(request(base, { queries }));
  ensure(!scores.logProbabilities.some(Number.isNaN), 'a log-probability is NaN');
  ensure(!scores.logOdds?.some(Number.isNaN), 'a log-odds is NaN');
});

const sameAnswer = backendLaw(
  'gives the same answer to the same request',
  async ({ backend, rows, request, tokens }) => {
    const ask = () => backend.score(request(rows(2)));
    const first = await ask();
    const count = rows(2).length * tokens().length;
    ensureSameScores(await ask(), first, 'the same request again', { count });
  },
);

const rowsAlone = backendLaw('gives each row of a batch what it gets alone', async (probe) => {
  const { backend, supports, rows, request, tokens } = probe;
  const batch = rows(5);
  const count = tokens().length;
  const alone = [];
  for (const row of batch) alone.push(await backend.score(request([row])));
  const together = await backend.score(request(batch));
  if (supports.rowIndependence === 'none') {
    // Core scores such a backend row by row: a batch in between must leave no trace in a row alone.
    const again = await backend.score(request([batch[0]!]));
    return ensureSameScores(again, alone[0]!, 'row 0 alone, after a batch', { count });
  }
  const tolerance = toleranceOf(supports);
  alone.forEach((expected, index) =>
    ensureSameScores(together, expected, `row ${index} of ${batch.length}`, { tolerance, count, from: index * count }),
  );
});

const queryIndex = backendLaw('answers for each row the one query that `queryIndex` names', async (probe) => {
  const { backend, supports, rows, request, tokens } = probe;
  const batch = rows(3);
  const count = tokens().length;
  const queries = () => [batch[0]!.length, 1, 2].map((position) => ({ position, tokens: tokens() }));
  const all = await backend.score(request(batch, { queries: queries() }));
  const index = Int32Array.from(batch, (_, row) => (row + 1) % 3);
  const one = await backend.score(request(batch, { queries: queries(), queryIndex: index.slice() }));
  const tolerance = supports.rowIndependence === 'none' ? Infinity : toleranceOf(supports);
  ensure(one.logProbabilities.length >= batch.length * count, 'too few values for one query a row');
  index.forEach((query, row) => {
    const from = (row * 3 + query) * count;
    const expected = all.logProbabilities.subarray(from, from + count);
    ensureAgree(
      one.logProbabilities.subarray(row * count, (row + 1) * count),
      expected,
      tolerance,
      `row ${row} asked query ${query}`,
    );
  });
});

const laterTokens = backendLaw('gives tokens at and after the position asked about no say', async (probe) => {
  const { backend, supports, base, request, tokens } = probe;
  const row = base();
  const position = Math.max(1, row.length - 2);
  const others = ordinaryTokens(backend.tokenizer, 2);
  const changed = row.map((id, at) =>
    at < position ? id : others[0] === id ? (others[1] ?? id) : (others[0] as number),
  );
  const ask = (ids: number[]) => backend.score(request([ids], { queries: [{ position, tokens: tokens() }] }));
  const expected = await ask(row);
  if (supports.rowIndependence === 'none') return;
  ensureSameScores(await ask(changed), expected, `position ${position}, later tokens changed`, {
    tolerance: toleranceOf(supports),
    count: tokens().length,
  });
});

const prefix = backendLaw('answers at a position as it does after the tokens before it alone', async (probe) => {
  const { backend, supports, base, request, tokens } = probe;
  const row = base();
  if (supports.rowIndependence === 'none') return;
  for (const position of [1, row.length - 1]) {
    const queries = () => [{ position, tokens: tokens() }];
    const within = await backend.score(request([row], { queries: queries() }));
    const alone = await backend.score(request([row.slice(0, position)], { queries: queries() }));
    const what = `position ${position} of ${row.length}`;
    ensureSameScores(within, alone, what, { tolerance: lastBits, count: tokens().length });
  }
});

/** What the numbers of one call owe to its rows and queries. */
export const answerLaws: readonly BackendLaw[] = [
  shape,
  notNaN,
  sameAnswer,
  rowsAlone,
  queryIndex,
  laterTokens,
  prefix,
];
